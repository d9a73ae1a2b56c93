using NetDashboard.Engine.Tests.Inventory.Vault;

namespace NetDashboard.Engine.Tests.Inventory.Files;

/// <summary>Uploads of every format are kept so that they mean the same, without a secret in clear.</summary>
public sealed class FormatUploadTests : IAsyncDisposable
{
    private const string Password = "canary-password-4410";
    private const string Enable = "canary-enable-6f2e";

    private readonly LibraryRig _rig = new();

    public static TheoryData<string, string> Texts => new()
    {
        {
            "classic", $$"""
            defaults:
              auth_username: netops
              auth_password: {{Password}}   # {{Password}}
              auth_strict_key: false
            devices:
              r1: {host: 192.0.2.1, auth_secondary: {{Enable}}, site: ams, tags: [core, edge]}
              r2: {host: 192.0.2.2, auth_secondary: {{Enable}}, pasword: {{Password}} }
            """
        },
        {
            "nornir", $$"""
            r1:
              hostname: 192.0.2.1
              username: netops
              password: {{Password}}
              platform: cisco_iosxe
              connection_options:
                scrapli: {extras: {auth_secondary: '{{Enable}}', auth_strict_key: false} }
              data: {site: ams, note: "{{Password}}"}
            """
        },
        {
            "ansible", $$"""
            all:
              vars:
                ansible_user: netops
                ansible_password: "{{Password}}"
                ansible_become: true
                ansible_become_method: enable
                ansible_become_password: '{{Enable}}'
                ansible_network_os: cisco.ios.ios
                ansible_connection: network_cli
                mystery: {{Password}}
              children:
                ams:
                  hosts:
                    r[1:3]: {}
            """
        },
        {
            "netmiko", $$"""
            r1:
              device_type: cisco_ios
              host: 192.0.2.1
              username: netops
              password: {{Password}}
              secret: {{Enable}}
            """
        },
    };

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task What_is_kept_means_the_same(string format, string text)
    {
        using (var preview = await _rig.PreviewAsync("a.yaml", text))
        {
            Assert.True(preview.IsGood, string.Join('\n', preview.Findings));
            Assert.Equal(format, preview.Format);
            Assert.Null((await _rig.Library.AcceptUploadAsync(preview)).Problem);
        }

        _rig.Start();
        var reading = await _rig.Library.ReadAsync(["a.yaml"]);

        Assert.True(reading.Inventory is not null, string.Join('\n', reading.Findings));
        Assert.Equal(format, reading.Files[0].Format);
        Assert.Contains(reading.Inventory.Credentials.Values, credential => credential.Password?.Reveal() == Password && credential.EnableSecret?.Reveal() == Enable);
        new Canary(Password).AssertNotBelow(_rig.Data);
        new Canary(Enable).AssertNotBelow(_rig.Data);
        var download = (await _rig.Library.DownloadAsync("a.yaml")).Text!;
        Assert.DoesNotContain("canary", download, StringComparison.Ordinal);
        Assert.DoesNotContain(reading.Findings, finding => finding.Code == "password-clear-text");
    }

    [Fact]
    public async Task Another_format_can_be_tried_before_an_upload_is_accepted()
    {
        var preview = await _rig.PreviewAsync("a.yaml", "- {host: r1, auth_password: " + Password + ", auth_strict_key: false}");
        using var again = await _rig.Library.PreviewAgainAsync(preview, "ansible");

        Assert.False(preview.IsAlive);
        Assert.False(again.IsGood);
        Assert.True(again.IsFormatChosen);
        using var back = await _rig.Library.PreviewAgainAsync(again, null);
        Assert.True(back.IsGood);
    }
}
