using System.Text;
using NetDashboard.Inventory;
using NetDashboard.Inventory.Files;

namespace NetDashboard.Engine.Tests.Inventory.Files;

/// <summary>Nornir's three files, uploaded together, are one inventory.</summary>
public sealed class SeveralFilesTests : IAsyncDisposable
{
    private const string Hosts = "---\n# ours\nr1:\n  hostname: 192.0.2.1\n  groups: [ams]\nr2: {hostname: 192.0.2.2, password: canary-2}\n";
    private const string Groups = "ams:\n  username: euro\n  password: |-\n    canary-1\n  data:\n    site: Amsterdam\n";
    private const string Defaults = "---\nusername: anyone\nplatform: ios\n...\n";

    private readonly LibraryRig _rig = new();

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task They_are_shown_accepted_and_read_again_as_one()
    {
        using var preview = await PreviewAsync(("groups.yaml", Groups), ("C:\\nornir\\hosts.yaml", Hosts), ("defaults.yaml", Defaults));
        Assert.True(preview.IsGood, string.Join('\n', preview.Findings));
        Assert.Equal(("hosts.yaml", "nornir", 2, "groups.yaml hosts.yaml defaults.yaml"), (preview.Name, preview.Format, preview.Devices, string.Join(' ', preview.Files)));
        Assert.Equal("groups.yaml:3 hosts.yaml:6", string.Join(' ', preview.Findings.Select(finding => $"{finding.File}:{finding.Line}")));

        Assert.Null((await _rig.Library.AcceptUploadAsync(preview, "lab")).Problem);
        _rig.Start();
        var reading = await _rig.Library.ReadAsync(["lab.yaml"]);
        Assert.Equal(
            "r1 192.0.2.1 ssh: cisco_iosxe euro/canary-1/\nr2 192.0.2.2 ssh: cisco_iosxe anyone/canary-2/", Reading.Describe(Reading.Accepted(reading)));
        Assert.Equal("Amsterdam", reading.Inventory!.Devices[0].Site);

        var text = (await _rig.Library.DownloadAsync("lab.yaml")).Text!;
        Assert.StartsWith("hosts:\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", text, StringComparison.Ordinal);
        new Vault.Canary("canary-1").AssertNotBelow(_rig.Data);
    }

    [Fact]
    public async Task In_the_folder_each_alone_is_broken_and_chosen_together_they_are_one()
    {
        _rig.Write("hosts.yaml", Hosts);
        _rig.Write("groups.yaml", Groups);
        _rig.Write("defaults.yaml", Defaults);
        await _rig.Library.RefreshAsync();
        Assert.Null((await _rig.Library.ReadAsync(["hosts.yaml"])).Inventory);
        Assert.Null((await _rig.Library.ReadAsync(["hosts.yaml", "defaults.yaml"])).Inventory);

        var reading = await _rig.Library.ReadAsync(["defaults.yaml", "groups.yaml", "hosts.yaml"]);

        Assert.Equal(
            "r1 192.0.2.1 ssh: cisco_iosxe euro/canary-1/\nr2 192.0.2.2 ssh: cisco_iosxe anyone/canary-2/", Reading.Describe(Reading.Accepted(reading)));
    }

    [Fact]
    public async Task They_take_the_place_of_those_before_and_say_what_changes()
    {
        using (var first = await PreviewAsync(("hosts.yaml", Hosts), ("groups.yaml", Groups)))
        {
            await _rig.Library.AcceptUploadAsync(first);
        }

        using var second = await PreviewAsync(("hosts.yaml", Hosts.Replace("192.0.2.2", "192.0.2.9", StringComparison.Ordinal)), ("groups.yaml", Groups), ("defaults.yaml", string.Empty));
        Assert.Equal("hosts.yaml", second.Replaces);
        Assert.Equal("r2: host: 192.0.2.2 → 192.0.2.9", Assert.Single(second.Difference!.Changed) is var change ? $"{change.Name}: {change.Fields[0]}" : string.Empty);
        Assert.True((await _rig.Library.AcceptUploadAsync(second)).IsDone);
        Assert.Single(_rig.Library.List());
    }

    [Fact]
    public async Task A_finding_names_the_file_and_the_line_it_came_in()
    {
        using var preview = await PreviewAsync(("hosts.yaml", Hosts), ("groups.yaml", "ams:\n  port: 0\n"));
        Assert.False(preview.IsGood);
        var finding = Assert.Single(preview.Findings, finding => finding.Severity is FindingSeverity.Error);
        Assert.Equal(("groups.yaml", 2, 9), (finding.File, finding.Line, finding.Column));
        Assert.False((await _rig.Library.AcceptUploadAsync(preview)).IsDone);
    }

    [Fact]
    public async Task Files_that_do_not_belong_together_are_refused_by_name()
    {
        using var preview = await PreviewAsync(("hosts.yaml", Hosts), ("groups.yaml", Groups), ("list.yaml", "- {host: r9, auth_strict_key: false}\n"));
        Assert.False(preview.IsGood);
        Assert.Equal((FindingCode.NotTogether, "list.yaml"), (preview.Findings[0].Code, preview.Findings[0].File));

        using var whole = await PreviewAsync(("hosts.yaml", "hosts: {r1: {groups: [ams]}}\ngroups: {ams: {}}\n"), ("defaults.yaml", Defaults));
        Assert.Equal(FindingCode.NotTogether, whole.Findings[0].Code);
        await Assert.ThrowsAsync<InvalidOperationException>(() => _rig.Library.PreviewAgainAsync(whole, "nornir"));
    }

    [Fact]
    public async Task One_file_is_read_as_ever_and_none_or_too_many_are_the_callers_mistake()
    {
        using var preview = await PreviewAsync(("a.yaml", "- {host: r1, auth_strict_key: false}\n"));
        Assert.True(preview is { IsGood: true, Format: "classic", Files: [] });
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => PreviewAsync());
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => PreviewAsync([.. Enumerable.Repeat(("a.yaml", Hosts), InventoryLibrary.MaxFilesTogether + 1)]));
    }

    private async Task<InventoryPreview> PreviewAsync(params (string Name, string Text)[] files) =>
        await _rig.Library.PreviewUploadAsync([.. files.Select(file => new UploadFile(file.Name, new MemoryStream(Encoding.UTF8.GetBytes(file.Text))))]);
}
