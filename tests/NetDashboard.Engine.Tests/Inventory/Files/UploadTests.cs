using System.Globalization;
using System.Text;
using NetDashboard.Engine.Tests.Inventory.Vault;
using NetDashboard.Engine.Tests.Lab;
using NetDashboard.Inventory;
using NetDashboard.Inventory.Files;
using NetDashboard.Inventory.Vault;

namespace NetDashboard.Engine.Tests.Inventory.Files;

/// <summary>Uploads: shown first, kept split, changed, taken away again.</summary>
public sealed class UploadTests : IAsyncDisposable
{
    private const string Password = "canary-pass/5f2a+90";
    private const string Enable = "canary enable: 41b7";

    private const string Text = $$"""
        # canary-comment-77c1 is what we used before
        - host: r1
          auth_username: netops   # canary-comment-77c1
          auth_password: '{{Password}}'
          auth_secondary: "{{Enable}}"
          auth_strict_key: false
          auth_pasword: canary-typo-3e08
        - {host: r2, auth_username: netops, auth_password: {{Password}}, auth_strict_key: false, port: 2222}
        - host: r3
          auth_username: netops
          auth_password: ${env:NETDASHBOARD_TEST_NOT_SET_HERE_PATH}
          auth_strict_key: false

        """;

    private static readonly string s_text = Text.Replace("NETDASHBOARD_TEST_NOT_SET_HERE_PATH", "PATH", StringComparison.Ordinal);

    private readonly LibraryRig _rig = new();

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task A_preview_tells_all_and_keeps_nothing()
    {
        var before = _rig.DataFiles();
        using var preview = await _rig.PreviewAsync("../core net.yaml", s_text);

        Assert.Equal("core_net.yaml", preview.Name);
        Assert.True(preview.IsGood);
        Assert.Equal(3, preview.Devices);
        Assert.Equal(new ProtocolCount("ssh", 3), Assert.Single(preview.Protocols));
        Assert.Contains(preview.Findings, finding => finding.Code == "unknown-key");
        Assert.Null(preview.Replaces);
        Assert.Empty(_rig.Library.List());
        Assert.Equal(before, _rig.DataFiles());
    }

    [Fact]
    public async Task What_is_kept_means_the_same_after_a_restart_and_holds_no_secret_in_any_form()
    {
        DeviceInventory original;
        using (var preview = await _rig.PreviewAsync("core.yaml", s_text))
        {
            original = preview.Inventory!;
            Assert.Equal("core.yaml", (await _rig.Library.AcceptUploadAsync(preview)).Name);
            Assert.False(preview.IsAlive);
            Assert.Null(preview.Inventory);
        }

        _rig.Start();
        var kept = (await _rig.Library.ReadAsync(["core.yaml"])).Inventory!;

        Assert.Equal(original.Devices.Select(device => device.Name), kept.Devices.Select(device => device.Name), StringComparer.Ordinal);
        Assert.Equal(original.Credentials, kept.Credentials);
        Assert.Contains(kept.Credentials.Values, credential => credential.Password?.Reveal() == Password && credential.EnableSecret?.Reveal() == Enable);
        Assert.Contains(kept.Credentials.Values, credential => credential.Password?.Reveal() == Environment.GetEnvironmentVariable("PATH"));
        foreach (var canary in new[] { Password, Enable, "canary-comment-77c1", "canary-typo-3e08", Environment.GetEnvironmentVariable("PATH")! })
        {
            new Canary(canary).AssertNotBelow(_rig.Data);
        }

        Assert.All(_rig.DataFiles(), file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
    }

    [Fact]
    public async Task A_download_has_no_secret_and_can_be_edited_and_put_back()
    {
        await _rig.AcceptAsync("core.yaml", s_text);
        var download = await _rig.Library.DownloadAsync("core.yaml");

        foreach (var canary in new[] { Password, Enable, "canary-comment-77c1", "canary-typo-3e08" })
        {
            Assert.DoesNotContain(canary, download.Text, StringComparison.Ordinal);
        }

        Assert.Contains("${env:PATH}", download.Text, StringComparison.Ordinal);
        Assert.Contains("auth_username: netops", download.Text, StringComparison.Ordinal);

        var edited = download.Text!.Replace("2222", "2200", StringComparison.Ordinal) + "- {host: r4, auth_username: new, auth_password: canary-new-19d3, auth_strict_key: false}\n";
        using var preview = await _rig.PreviewAsync("whatever.yaml", edited, replaces: "core.yaml");
        Assert.Equal(("core.yaml", "core.yaml"), (preview.Name, preview.Replaces));
        Assert.Equal("r4", Assert.Single(preview.Difference!.Added));
        Assert.Equal("ssh port: 2222 → 2200", Assert.Single(Assert.Single(preview.Difference.Changed).Fields).ToString());
        Assert.Null((await _rig.Library.AcceptUploadAsync(preview)).Problem);

        _rig.Start();
        var credentials = (await _rig.Library.ReadAsync(["core.yaml"])).Inventory!.Credentials.Values;
        Assert.Contains(credentials, credential => credential.Password?.Reveal() == Password && credential.EnableSecret?.Reveal() == Enable);
        Assert.Contains(credentials, credential => credential.Password?.Reveal() == "canary-new-19d3");
        new Canary("canary-new-19d3").AssertNotBelow(_rig.Data);
    }

    [Fact]
    public async Task Another_upload_cannot_use_those_secrets()
    {
        await _rig.AcceptAsync("core.yaml", s_text);
        using var preview = await _rig.PreviewAsync("thief.yaml", "- {host: r1, auth_password: '${secret:1}', auth_strict_key: false}");
        Assert.False(preview.IsGood);
    }

    [Theory]
    [InlineData("- {host: '${secret:1}', auth_strict_key: false}")]
    [InlineData("- {host: r1, name: '${secret:1}', auth_strict_key: false}")]
    [InlineData("- {host: r1, site: 'x${secret:1}', auth_strict_key: false}")]
    public async Task A_replacement_cannot_bring_a_secret_to_light(string text)
    {
        await _rig.AcceptAsync("core.yaml", s_text);
        using var preview = await _rig.PreviewAsync("core.yaml", text, replaces: "core.yaml");
        Assert.False(preview.IsGood);
        Assert.DoesNotContain("canary", string.Join('\n', preview.Findings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_upload_with_errors_cannot_be_accepted()
    {
        using var preview = await _rig.PreviewAsync("a.yaml", "- {host: r1, port: 0}");
        Assert.False(preview.IsGood);
        Assert.Contains("has errors", (await _rig.Library.AcceptUploadAsync(preview)).Problem, StringComparison.Ordinal);
        Assert.Empty(_rig.Library.List());
    }

    [Fact]
    public async Task An_upload_can_be_renamed_and_deleted()
    {
        await _rig.AcceptAsync("core.yaml", s_text);
        await _rig.AcceptAsync("taken.yaml", s_text);
        _rig.Write("file.yaml", "- {host: r1, auth_strict_key: false}");

        Assert.Contains("upload called taken.yaml", (await _rig.Library.RenameAsync("core.yaml", "taken.yaml")).Problem, StringComparison.Ordinal);
        Assert.Contains("has a file called file.yaml", (await _rig.Library.RenameAsync("core.yaml", "file.yaml")).Problem, StringComparison.Ordinal);
        Assert.Equal("edge.yaml", (await _rig.Library.RenameAsync("core.yaml", "edge")).Name);

        _rig.Start();
        Assert.Contains((await _rig.Library.ReadAsync(["edge.yaml"])).Inventory!.Credentials.Values, credential => credential.Password?.Reveal() == Password);
        Assert.Null((await _rig.Library.ReadAsync(["core.yaml"])).Inventory);

        Assert.True((await _rig.Library.DeleteAsync("edge.yaml")).IsDone);
        Assert.True((await _rig.Library.DeleteAsync("taken.yaml")).IsDone);
        Assert.False((await _rig.Library.DeleteAsync("taken.yaml")).IsDone);
        Assert.Equal(["vault.check", "vault.key", "vault.lock"], _rig.DataFiles().Select(Path.GetFileName).Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    [Fact]
    public async Task Files_of_the_folder_are_their_owners()
    {
        var path = _rig.Write("file.yaml", "- {host: r1, auth_strict_key: false}");
        Assert.Contains("belongs to whoever put it there", (await _rig.Library.DeleteAsync("file.yaml")).Problem, StringComparison.Ordinal);
        Assert.Contains("belongs to whoever put it there", (await _rig.Library.RenameAsync("file.yaml", "x.yaml")).Problem, StringComparison.Ordinal);
        Assert.True(File.Exists(path));
    }

    [Fact]
    public async Task A_file_of_the_folder_can_be_taken_away_without_its_secrets()
    {
        _rig.Write("file.yaml", s_text);
        var download = await _rig.Library.DownloadAsync("file.yaml");
        Assert.Contains("host: r3", download.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", download.Text, StringComparison.Ordinal);

        _rig.Write("broken.yaml", "- {host: r1, auth_password: canary-1");
        var broken = await _rig.Library.DownloadAsync("broken.yaml");
        Assert.Null(broken.Text);
        Assert.Contains("Mend the file", broken.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"host: r2\"", "\"host: evil\"")]
    [InlineData("\"name\":\"core.yaml\"", "\"name\":\"edge.yaml\"")]
    public async Task A_stored_upload_that_was_tampered_with_gives_no_secret_away(string part, string instead)
    {
        await _rig.AcceptAsync("core.yaml", s_text);
        var file = Directory.GetFiles(Path.Join(_rig.Data, "uploads")).Single();
        var text = File.ReadAllText(file);
        File.WriteAllText(file, part.Contains("name", StringComparison.Ordinal)
            ? text.Replace(part, instead, StringComparison.Ordinal)
            : text.Replace("host: r2", "host: evil", StringComparison.Ordinal));
        Assert.NotEqual(text, File.ReadAllText(file), StringComparer.Ordinal);

        _rig.Start();
        var name = Assert.Single(_rig.Library.List()).Name;
        var reading = await _rig.Library.ReadAsync([name]);

        Assert.Null(reading.Inventory);
        Assert.Contains("was changed outside of this program", reading.Findings[^1].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(200)]
    public async Task A_truncated_upload_is_named_not_overwritten_and_can_be_deleted(int length)
    {
        await _rig.AcceptAsync("core.yaml", s_text);
        await _rig.AcceptAsync("good.yaml", s_text);
        var file = Directory.GetFiles(Path.Join(_rig.Data, "uploads")).Single(path => File.ReadAllText(path).Contains("core.yaml", StringComparison.Ordinal));
        await using (var stream = File.OpenWrite(file))
        {
            stream.SetLength(length);
        }

        _rig.Start();
        await _rig.Library.RefreshAsync();

        Assert.NotNull((await _rig.Library.ReadAsync(["good.yaml"])).Inventory);
        var damaged = _rig.Library.List().Single(entry => entry.Name != "good.yaml");
        Assert.False(damaged.IsUsable);
        Assert.Contains("is damaged", damaged.Findings[^1].Message, StringComparison.Ordinal);
        Assert.Equal(length, new FileInfo(file).Length);
        Assert.True((await _rig.Library.DeleteAsync(damaged.Name)).IsDone);
    }

    [Fact]
    public async Task A_secret_moved_to_another_upload_does_not_open()
    {
        await _rig.AcceptAsync("a.yaml", s_text);
        await _rig.AcceptAsync("b.yaml", s_text);
        var files = Directory.GetFiles(Path.Join(_rig.Data, "uploads"));
        var (one, two) = (File.ReadAllText(files[0]), File.ReadAllText(files[1]));
        File.WriteAllText(files[0], one.Replace(SecretsIn(one), SecretsIn(two), StringComparison.Ordinal));

        _rig.Start();
        var readings = new[] { await _rig.Library.ReadAsync(["a.yaml"]), await _rig.Library.ReadAsync(["b.yaml"]) };
        Assert.Single(readings, reading => reading.Inventory is null);

        static string SecretsIn(string json) => json[json.IndexOf("\"secrets\":", StringComparison.Ordinal)..];
    }

    [Fact]
    public async Task Named_credentials_are_found_and_a_change_of_theirs_is_seen()
    {
        await _rig.WatchAsync();
        _rig.Credentials.Save("core", "netops", new Secret(Password));
        _rig.Write("file.yaml", "- {host: r1, credential: core, auth_strict_key: false}");
        var reading = await _rig.Library.ReadAsync(["file.yaml"]);
        Assert.True(reading.Inventory is not null, string.Join('\n', reading.Findings));
        Assert.Equal(new Credential("netops", new Secret(Password)) { KeptAs = "core" }, Assert.Single(reading.Inventory.Credentials).Value);

        _rig.Credentials.Save("core", "other");
        Assert.Equal("other", Assert.Single((await _rig.Library.ReadAsync(["file.yaml"])).Inventory!.Credentials).Value.UserName);

        _rig.Credentials.Remove("core");
        await Until.TrueAsync(() => _rig.Entry("file.yaml").BrokenSince is not null, () => "The missing credential did not show.");
    }

    [Fact]
    public async Task Scan_and_check_find_the_same()
    {
        await _rig.AcceptAsync("core.yaml", s_text);
        _rig.Credentials.Save("core", "netops", new Secret(Password));
        var elsewhere = Directory.CreateDirectory(Path.Join(_rig.Data, "elsewhere")).FullName;
        var taken = Path.Join(elsewhere, "core.yaml");
        File.WriteAllText(taken, (await _rig.Library.DownloadAsync("core.yaml")).Text + "- {host: r9, credential: core, auth_strict_key: false}\n");

        var reading = await InventoryFiles.ReadAsync([taken], format: null, new KeptReferences(() => _rig.Data));
        Assert.True(reading.Inventory is not null, string.Join('\n', reading.Findings));
        Assert.Contains(reading.Inventory.Credentials.Values, credential => credential.EnableSecret?.Reveal() == Enable);
        Assert.Contains(new Credential("netops", new Secret(Password)), reading.Inventory.Credentials.Values);
    }

    [Fact]
    public async Task Without_a_data_folder_nothing_is_made_and_what_is_missing_is_a_finding()
    {
        var path = _rig.Write("file.yaml", "- {host: r1, credential: gone, auth_strict_key: false}\n- {host: r2, auth_password: '${secret:1}', auth_strict_key: false}");
        var data = Path.Join(_rig.Data, "no");

        var reading = await InventoryFiles.ReadAsync([path], format: null, new KeptReferences(() => data));
        Assert.Null(reading.Inventory);
        Assert.Equal([1, 2], reading.Findings.Where(finding => finding.Severity is FindingSeverity.Error).Select(finding => finding.Line));
        Assert.False(Directory.Exists(data));

        // Nothing refers to it: it is not even asked where it is.
        _ = await InventoryFiles.ReadAsync([_rig.Write("plain.yaml", "- {host: r1}")], format: null, new KeptReferences(() => throw new VaultException("Asked.")));
    }

    [Fact]
    public async Task Previews_are_bounded_and_the_oldest_makes_room()
    {
        var previews = new List<InventoryPreview>();
        for (var i = 0; i <= InventoryLibrary.MaxPreviews; i++)
        {
            previews.Add(await _rig.PreviewAsync($"{i}.yaml", s_text));
        }

        Assert.False(previews[0].IsAlive);
        Assert.Equal(3, previews[0].Devices);
        Assert.Contains("has ended", (await _rig.Library.AcceptUploadAsync(previews[0])).Problem, StringComparison.Ordinal);
        Assert.True(previews[1].IsAlive);
    }

    [Fact]
    public async Task A_secret_with_references_in_it_keeps_them_and_hides_the_rest()
    {
        await _rig.AcceptAsync("a.yaml", "- {host: r1, auth_password: 'canary-a-5521${env:PATH}canary-b-$${x}', auth_strict_key: false}\n");

        _rig.Start();
        var password = Assert.Single((await _rig.Library.ReadAsync(["a.yaml"])).Inventory!.Credentials).Value.Password!;
        Assert.Equal($"canary-a-5521{Environment.GetEnvironmentVariable("PATH")}canary-b-${{x}}", password.Reveal());
        new Canary("canary-a-5521").AssertNotBelow(_rig.Data);
        new Canary("canary-b-").AssertNotBelow(_rig.Data);
    }

    [Theory]
    [InlineData("- host: r1\n  auth_strict_key: false\n  auth_password: |-\n    canary-block-11\n  auth_username: u\n", "canary-block-11")]
    [InlineData("- host: r1\n  auth_strict_key: false\n  auth_password: \"canary\\u002dnumber\\\\22\"\n", "canary-number\\22")]
    [InlineData("- host: r1\n  auth_strict_key: false\n  auth_password: 'it''s canary-number-33'\n", "it's canary-number-33")]
    [InlineData("- host: r1\r\n  auth_strict_key: false\r\n  auth_password: canary-number-44 # canary-number-45\r\n- host: r2\r\n  auth_strict_key: false\r\n", "canary-number-44")]
    [InlineData("\uFEFF- host: r1\n  auth_strict_key: false\n  auth_password: \"canary-number-66\n    over lines\"\n  auth_username: u\n", "canary-number-66 over lines")]
    [InlineData("[{host: r1, auth_strict_key: false, auth_password: canary-number-55}, {host: r2, auth_strict_key: false}]", "canary-number-55")]
    public async Task Secrets_are_taken_out_however_they_are_written(string text, string password)
    {
        await _rig.AcceptAsync("a.yaml", text);
        _rig.Start();
        var inventory = (await _rig.Library.ReadAsync(["a.yaml"])).Inventory!;
        Assert.Contains(inventory.Credentials.Values, credential => credential.Password?.Reveal() == password);
        Assert.DoesNotContain("canary", (await _rig.Library.DownloadAsync("a.yaml")).Text, StringComparison.Ordinal);
        new Canary(password).AssertNotBelow(_rig.Data);
    }

    [Fact]
    public async Task Ten_thousand_devices_are_shown_and_kept()
    {
        var text = new StringBuilder();
        for (var i = 0; i < 10_000; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"- host: 10.{i / 2500}.{i / 250 % 10}.{i % 250}\n  auth_username: cisco\n  auth_password: canary-device-{i}\n  auth_secondary: cisco\n  auth_strict_key: false\n  platform: cisco_iosxe\n");
        }

        await _rig.AcceptAsync("big.yaml", text.ToString());
        using var again = await _rig.PreviewAsync("big.yaml", text.ToString().Replace("canary-device-77\n", "canary-device-78\n", StringComparison.Ordinal));
        Assert.Equal("ssh password changed", Assert.Single(Assert.Single(again.Difference!.Changed).Fields).ToString());
        new Canary("canary-device-").AssertNotBelow(_rig.Data);
    }

    [Fact]
    public async Task Of_many_that_want_one_name_at_once_one_gets_it_and_none_is_lost()
    {
        var previews = new List<InventoryPreview>();
        for (var i = 0; i < 8; i++)
        {
            previews.Add(await _rig.PreviewAsync($"{i}.yaml", $"- {{host: r{i}, auth_strict_key: false}}\n"));
        }

        var accepted = await Task.WhenAll(previews.Select(preview => Task.Run(() => _rig.Library.AcceptUploadAsync(preview, "same.yaml"))));
        Assert.Single(accepted, outcome => outcome.IsDone);
        Assert.All(accepted.Where(outcome => !outcome.IsDone), outcome => Assert.Contains("already", outcome.Problem, StringComparison.Ordinal));
        Assert.Equal(7, previews.Count(preview => preview.IsAlive));

        await Task.WhenAll(previews.Where(preview => preview.IsAlive).Select(preview => _rig.Library.AcceptUploadAsync(preview)));
        var names = _rig.Library.List().Select(entry => entry.Name).Where(name => name != "same.yaml").ToArray();
        var renamed = await Task.WhenAll(names.Select(name => Task.Run(() => _rig.Library.RenameAsync(name, "other.yaml"))));
        Assert.Single(renamed, outcome => outcome.IsDone);
        Assert.Equal(8, _rig.Library.List().Count);
        _rig.Start();
        Assert.Equal(8, _rig.Library.List().Count);
    }
}
