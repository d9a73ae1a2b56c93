using NetDashboard.Engine.Tests.Lab;
using NetDashboard.Live;
using NetDashboard.Tests.Live;

namespace NetDashboard.Engine.Tests.Inventory.Files;

/// <summary>The folder is watched: edits are seen, broken ones do no harm. How soon is measured by the benchmark inventory-page.</summary>
public sealed class WatchTests : IAsyncDisposable
{
    private const string Good = "- {host: r1, auth_password: canary-1, auth_strict_key: false}\n";
    private const string Broken = "- {host: r1, auth_password: canary-1, port: 0}\n";

    private readonly LibraryRig _rig = new();

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task A_broken_edit_shows_its_finding_and_the_last_good_version_stays()
    {
        var path = _rig.Write("a.yaml", Good);
        await _rig.WatchAsync();
        var before = _rig.Entry("a.yaml");
        Assert.True(before is { Devices: 1, BrokenSince: null, LastGood: null, IsUsable: true });

        // Between its truncation and its new bytes the file is empty, and a slow machine may see it so for a moment.
        await SoonAsync(
            () => File.WriteAllText(path, Broken),
            () => _rig.Entry("a.yaml").Findings.Any(finding => finding.Message.Contains("port", StringComparison.Ordinal)));
        var broken = _rig.Entry("a.yaml");
        Assert.Contains(broken.Findings, finding => finding.Line == 1 && finding.Message.Contains("port", StringComparison.Ordinal));
        Assert.Equal(1, broken.Devices);
        Assert.Equal(before.LastWriteTime, broken.LastGood);
        Assert.True(broken.IsUsable);

        var reading = await _rig.Library.ReadAsync(["a.yaml"]);
        Assert.Equal("r1", Assert.Single(reading.Inventory!.Devices).Host);
        Assert.Contains(reading.Findings, finding => finding.Code == "last-good-version");
        Assert.DoesNotContain("canary", string.Join('\n', reading.Findings), StringComparison.Ordinal);

        // Still broken, otherwise: it is broken since the first time.
        File.WriteAllText(path, Broken + Broken);
        await _rig.Library.RefreshAsync();
        Assert.Equal(broken.BrokenSince, _rig.Entry("a.yaml").BrokenSince);

        await SoonAsync(() => File.WriteAllText(path, Good + "- {host: r2, auth_strict_key: false}\n"), () => _rig.Entry("a.yaml") is { BrokenSince: null, Devices: 2 });
        Assert.Null(_rig.Entry("a.yaml").LastGood);
    }

    [Fact]
    public async Task A_broken_edit_changes_nothing_in_a_running_scan()
    {
        var path = _rig.Write("a.yaml", Good);
        await _rig.WatchAsync();
        var scanner = new HandScanner();
        await using var scans = new ScanService(scanner, Microsoft.Extensions.Options.Options.Create(new NetDashboard.Scanning.ScanOptions()), TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger<ScanService>.Instance);
        var inventory = (await _rig.Library.ReadAsync(["a.yaml"])).Inventory!;
        Assert.True(scans.TryStart(inventory, "a", out var board));

        await SoonAsync(() => File.WriteAllText(path, Broken), () => _rig.Entry("a.yaml").BrokenSince is not null);

        Assert.Same(board, scans.Newest);
        Assert.Equal("r1", Assert.Single(inventory.Devices).Host);
        Assert.Equal("canary-1", inventory.Credentials.Values.Single().Password!.Reveal());
    }

    [Fact]
    public async Task Files_that_come_move_and_go_are_seen()
    {
        await _rig.WatchAsync();
        await SoonAsync(() => _rig.Write("a.yaml", Good), () => _rig.Library.List() is [{ Name: "a.yaml", Devices: 1 }]);
        await SoonAsync(() => File.Move(Path.Join(_rig.Directory, "a.yaml"), Path.Join(_rig.Directory, "b.yaml")), () => _rig.Library.List() is [{ Name: "b.yaml", Devices: 1 }]);
        await SoonAsync(() => File.Delete(Path.Join(_rig.Directory, "b.yaml")), () => _rig.Library.List() is []);
    }

    [Fact]
    public async Task An_editor_that_writes_beside_and_renames_is_seen()
    {
        var path = _rig.Write("a.yaml", Good);
        await _rig.WatchAsync();
        await SoonAsync(
            () =>
            {
                _rig.Write(".a.yaml.swp", "junk");
                _rig.Write("a.yaml~", Good);
                var beside = _rig.Write("4913", Good.Replace("r1", "r7", StringComparison.Ordinal) + Good);
                File.Move(beside, path, overwrite: true);
            },
            () => _rig.Entry("a.yaml").Devices == 2);
        Assert.Single(_rig.Library.List());
    }

    [Fact]
    public async Task A_change_that_keeps_length_and_time_is_seen()
    {
        var path = _rig.Write("a.yaml", Good);
        await _rig.WatchAsync();
        Assert.Equal("r1", (await _rig.Library.ReadAsync(["a.yaml"])).Inventory!.Devices[0].Host);
        var written = File.GetLastWriteTimeUtc(path);

        await SoonAsync(
            () =>
            {
                File.WriteAllText(path, Good.Replace("r1", "r9", StringComparison.Ordinal));
                File.SetLastWriteTimeUtc(path, written);
            },
            () => _rig.Library.ReadAsync(["a.yaml"]).GetAwaiter().GetResult().Inventory!.Devices[0].Host == "r9");
    }

    [Fact]
    public async Task A_folder_that_is_made_later_or_made_anew_is_watched()
    {
        Directory.Delete(_rig.Directory);
        await _rig.WatchAsync();
        await SoonAsync(MakeAndWrite, () => _rig.Library.List() is [{ Devices: 1 }]);

        Directory.Delete(_rig.Directory, recursive: true);
        await Until.TrueAsync(() => _rig.Library.List().Count == 0, () => "The folder's end was not seen.");
        MakeAndWrite();
        await Until.TrueAsync(() => _rig.Library.List() is [{ Devices: 1 }], () => "The folder that was made anew was not seen.");

        void MakeAndWrite()
        {
            Directory.CreateDirectory(_rig.Directory);
            _rig.Write("a.yaml", Good);
        }
    }

    [Fact]
    public async Task What_has_not_changed_is_not_read_again()
    {
        var path = _rig.Write("a.yaml", Good);
        var first = await _rig.Library.ReadAsync(["a.yaml"]);
        Assert.Same(first.Inventory, (await _rig.Library.ReadAsync(["a.yaml"])).Inventory);

        // Touched, and still the same.
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddHours(-1));
        Assert.Same(first.Inventory, (await _rig.Library.ReadAsync(["a.yaml"])).Inventory);

        _rig.Write("b.yaml", "- {host: r2, auth_strict_key: false}");
        var both = await _rig.Library.ReadAsync(["a.yaml", "b.yaml"]);
        Assert.Same(both.Inventory, (await _rig.Library.ReadAsync(["a.yaml", "b.yaml"])).Inventory);

        File.WriteAllText(path, Good.Replace("r1", "r5", StringComparison.Ordinal));
        Assert.Equal(["r5", "r2"], (await _rig.Library.ReadAsync(["a.yaml", "b.yaml"])).Inventory!.Devices.Select(device => device.Host), StringComparer.Ordinal);
    }

    [Fact]
    public async Task Viewers_get_the_newest_list_and_nothing_piles_up()
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        var lists = _rig.Library.WatchAsync(TimeSpan.Zero, stop.Token).GetAsyncEnumerator(stop.Token);
        Assert.True(await lists.MoveNextAsync());
        Assert.Empty(lists.Current);

        for (var i = 0; i < 20; i++)
        {
            _rig.Write($"{i}.yaml", Good);
            await _rig.Library.RefreshAsync();
        }

        Assert.True(await lists.MoveNextAsync());
        Assert.Equal(20, lists.Current.Count);
        await lists.DisposeAsync();
    }

    [Fact]
    public async Task The_difference_to_the_version_before_outlives_a_restart_and_names_no_secret()
    {
        _rig.Write("a.yaml", Good + "- {host: r2, auth_strict_key: false, port: 22}\n- {host: r3, auth_strict_key: false}\n");
        await _rig.Library.RefreshAsync();
        Assert.Null(await _rig.Library.DifferenceAsync("a.yaml"));

        _rig.Start();
        _rig.Write("a.yaml", Good.Replace("canary-1", "canary-2", StringComparison.Ordinal) + "- {host: r2, auth_strict_key: false, port: 2222, site: ams}\n- {host: r4, auth_strict_key: false}\n");
        await _rig.Library.RefreshAsync();
        _rig.Write("a.yaml", await File.ReadAllTextAsync(Path.Join(_rig.Directory, "a.yaml")) + "# only a comment\n");
        await _rig.Library.RefreshAsync();

        _rig.Start();
        var difference = (await _rig.Library.DifferenceAsync("a.yaml"))!;
        Assert.Equal("r4", Assert.Single(difference.Added));
        Assert.Equal("r3", Assert.Single(difference.Removed));
        Assert.Equal(
            ["r1: ssh password changed", "r2: site: – → ams, ssh port: 22 → 2222"],
            difference.Changed.Select(change => $"{change.Name}: {string.Join(", ", change.Fields)}"),
            StringComparer.Ordinal);
        new Vault.Canary("canary-1").AssertNotBelow(_rig.Data);
        new Vault.Canary("canary-2").AssertNotBelow(_rig.Data);
    }

    [Fact]
    public async Task A_chosen_format_stays_chosen()
    {
        _rig.Write("a.yaml", Good);
        Assert.Contains("no format", (await _rig.Library.SetFormatAsync("a.yaml", "no-such")).Problem, StringComparison.Ordinal);
        Assert.Null((await _rig.Library.SetFormatAsync("a.yaml", "classic")).Problem);
        Assert.True(_rig.Entry("a.yaml") is { IsFormatChosen: true, Format: "classic" });

        _rig.Start();
        await _rig.Library.RefreshAsync();
        Assert.True(_rig.Entry("a.yaml").IsFormatChosen);
        await _rig.Library.SetFormatAsync("a.yaml", null);
        Assert.False(_rig.Entry("a.yaml").IsFormatChosen);
    }

    private static async Task SoonAsync(Action change, Func<bool> isSeen)
    {
        change();
        await Until.TrueAsync(isSeen, () => "The change was not seen.");
    }
}
