using NetDashboard.Inventory;
using NetDashboard.Inventory.Classic;
using NetDashboard.Inventory.Files;

namespace NetDashboard.Engine.Tests.Inventory;

public sealed class ClassicWriterTests
{
    private readonly KnownReferences _known = new();

    [Fact]
    public void What_is_written_reads_as_the_same_devices()
    {
        var inventory = Reading.Good("""
            - name: "core: #1"
              host: 192.0.2.1
              port: 2222
              transport: asyncssh
              platform: cisco_iosxe
              site: Amsterdam, "Zuid"
              tags: [core, "a, b", "${x}"]
              protocols: [ssh, telnet]
              auth_username: netops
              auth_private_key: /srv/keys/id
              auth_strict_key: false
              ssh_known_hosts_file: /srv/known_hosts
              timeout_socket: 2.5
              timeout_transport: 7
              timeout_ops: 0.25
              comms_prompt_pattern: '^\S+[#>]\s*$'
              comms_return_char: "\r\n"
              default_desired_privilege_level: exec
              profile: legacy
              transport_options: {asyncssh: {kex_algs: [diffie-hellman-group14-sha1], mac_algs: "hmac-sha1,hmac-md5"}}
            - host: "2001:db8::1"
              transport: asynctelnet
              auth_bypass: true
              auth_telnet_login_pattern: 'login:\s'
              auth_password_pattern: 'secret:\s'
            - {host: sw-3.example.net, auth_username: netops, host_key: strict, ssh_known_hosts_file: /srv/known_hosts}
            """.Replace("${x}", "$${x}", StringComparison.Ordinal));

        var again = Reading.Good(ClassicWriter.Write(inventory, "campus.yaml"));

        Assert.Equal(Lines(inventory), Lines(again));
    }

    [Fact]
    public void References_stay_references_and_what_was_written_out_is_asked_for()
    {
        _known.Variables["NETOPS"] = "from the environment";
        _known.Credentials["lab"] = new Credential("labuser", new Secret("kept in the vault"));
        var inventory = Accepted("""
            - {host: r1, auth_username: netops, auth_password: "${env:NETOPS}", auth_secondary: plain enable, auth_strict_key: false}
            - {host: r2, auth_username: netops, auth_password: plain password, auth_strict_key: false}
            - {host: r3, auth_username: netops, auth_password: plain password, auth_strict_key: false}
            - {host: r4, auth_username: netops, auth_password: another password, auth_strict_key: false}
            - {host: r5, credential: lab, auth_strict_key: false}
            - {host: r6, auth_username: o'neil $(x), auth_password: "${ask:VPN code}", auth_strict_key: false}
            """).Answer(new Dictionary<string, Secret>(StringComparer.Ordinal) { ["VPN code"] = new("typed by a person") });

        var text = ClassicWriter.Write(inventory, "campus.yaml");

        var again = Accepted(text);
        Assert.Equal(
            ["${env:NETOPS} ${ask:Enable secret of netops}", "${ask:Password of netops} ", "${ask:Password of netops} ", "${ask:Password of netops 2} ", " ", "${ask:VPN code} "],
            [.. again.Devices.Select(device => again.Credentials[device.Endpoints[0].CredentialId]).Select(credential => credential.KeptAs is null ? $"{Of(credential.Password)} {Of(credential.EnableSecret)}" : " ")]);
        Assert.Equal("lab", again.Credentials[again.Devices[4].Endpoints[0].CredentialId].KeptAs);
        Assert.All(
            ["from the environment", "plain enable", "plain password", "another password", "kept in the vault", "typed by a person"],
            secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));

        static string? Of(Secret? secret) => secret?.Reference ?? (secret?.Question is { } question ? $"${{ask:{question}}}" : null);
    }

    [Fact]
    public void A_question_that_is_asked_already_is_not_asked_for_another_secret()
    {
        var inventory = Accepted("""
            - {host: r1, auth_username: netops, auth_password: plain password, auth_strict_key: false}
            - {host: r2, auth_username: netops, auth_password: "${ask:Password of netops}", auth_strict_key: false}
            """).Answer(new Dictionary<string, Secret>(StringComparer.Ordinal) { ["Password of netops"] = new("typed by a person") });

        var again = Accepted(ClassicWriter.Write(inventory, "campus.yaml"));

        Assert.Equal(2, again.Questions.Length);
        Assert.Equal("Password of netops", again.Credentials[again.Devices[1].Endpoints[0].CredentialId].Password!.Question);
    }

    [Fact]
    public void A_password_that_is_empty_is_written_and_not_asked_for()
    {
        var inventory = Accepted("- {host: r1, auth_username: netops, auth_password: '', auth_secondary: '', auth_strict_key: false}\n");

        var again = Accepted(ClassicWriter.Write(inventory, "campus.yaml"));

        Assert.Equal(Lines(inventory), Lines(again));
        Assert.Equal(inventory.Credentials.Values.Single().Password, again.Credentials.Values.Single().Password);
        Assert.Empty(again.Questions);
    }

    [Fact]
    public void Time_limits_are_written_as_exactly_as_they_were_read()
    {
        var inventory = Reading.Good("- {host: r1, auth_username: x, auth_strict_key: false, timeout_socket: 1.00049, timeout_ops: 0.0519999}\n");

        Assert.Equal(Lines(inventory), Lines(Reading.Good(ClassicWriter.Write(inventory, "a"))));
    }

    [Fact]
    public void Devices_that_share_a_host_stay_apart()
    {
        var inventory = Reading.Good("""
            - {name: line-1, host: 192.0.2.9, port: 2001, transport: asynctelnet, auth_username: x}
            - {name: line-2, host: 192.0.2.9, port: 2002, transport: asynctelnet, auth_username: x, tags: [" padded ", "${x}"]}
            - {name: line-2s, host: 192.0.2.9, port: 2202, auth_username: x, auth_strict_key: false, default_desired_privilege_level: exec}
            """.Replace("${x}", "$${x}", StringComparison.Ordinal));

        Assert.Equal(Lines(inventory), Lines(Reading.Good(ClassicWriter.Write(inventory, "a"))));
    }

    [Theory]
    [InlineData("a: b # c")]
    [InlineData("- !tag &x *y")]
    [InlineData("\\ \" ' ${env:PATH} $${")]
    [InlineData("𝔘𝔫𝔦 😀 ~")]
    public void Hostile_text_in_a_site_does_not_leave_its_value(string site)
    {
        var plain = Reading.Good("- {host: r1, auth_username: x, auth_strict_key: false}\n");
        var inventory = plain with { Devices = [plain.Devices[0] with { Site = site }] };

        var text = ClassicWriter.Write(inventory, site);

        Assert.DoesNotContain(text, c => char.IsControl(c) && c is not '\n');
        Assert.Equal(site, Reading.Good(text).Devices[0].Site);
    }

    [Fact]
    public void What_cannot_be_seen_is_written_so_that_it_can()
    {
        var plain = Reading.Good("- {host: r1, auth_username: x, auth_strict_key: false}\n");

        var text = ClassicWriter.Write(plain with { Devices = [plain.Devices[0] with { Site = "\u202Ea\u0007\u2028\n" }] }, "\n- host: evil");

        Assert.Contains("site: \"\\u202Ea\\u0007\\u2028\\n\"\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\n- host: evil", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_written_as_an_empty_list() =>
        Assert.EndsWith("[]\n", ClassicWriter.Write(Reading.Good("- host: r1\n") with { Devices = [] }, "a"), StringComparison.Ordinal);

    private static string[] Lines(DeviceInventory inventory) =>
    [
        .. from device in inventory.Devices
           from endpoint in device.Endpoints
           let lists = endpoint.Algorithms
           let algorithms = lists is null ? null : string.Join(' ', new[] { lists.KeyExchange, lists.Ciphers, lists.Macs, lists.HostKeys }.Select(list => string.Join(',', list)))
           select $"{device.Name} {device.Host} {device.Site} {string.Join('|', device.Tags)} {endpoint with { CredentialId = string.Empty, Algorithms = null }} {algorithms} {inventory.Credentials[endpoint.CredentialId]}",
    ];

    private DeviceInventory Accepted(string yaml) => Reading.Accepted(InventoryReader.Read([Reading.Source(yaml)], _known));
}
