using NetDashboard.Lab;
using NetDashboard.Lab.Devices;

namespace NetDashboard.Tests.Commands;

/// <summary>A scan whose output or process ends early, and one with little room.</summary>
public sealed class ScanEndTests : CommandTestBase
{
    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task An_interrupted_scan_keeps_its_results_and_ends_with_130(string signal)
    {
        await using var fleet = await StartAsync("right=2,silent=1");
        using var run = CommandRun.Start("scan", Inventory(fleet));
        await run.WaitForOutputAsync("  ok  ");

        await run.SignalAsync(signal);

        Assert.Equal(130, await run.WaitAsync());
        Assert.Contains("Interrupted after", run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text")]
    [InlineData("jsonl")]
    public async Task A_scan_whose_reader_has_gone_ends(string format)
    {
        await using var fleet = await StartAsync("right=2,silent=1");
        var clock = System.Diagnostics.Stopwatch.StartNew();
        using var run = CommandRun.StartShell($"$0 scan $1 --format {format} | head -n 1", Inventory(fleet));

        Assert.Equal(0, await run.WaitAsync());

        Assert.Single(run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("Interrupted after", run.Errors, StringComparison.Ordinal);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(18), $"It went on for the silent device, 10 s for each protocol: {clock.Elapsed}.");
    }

    [Theory]
    [InlineData("text")]
    [InlineData("jsonl")]
    public async Task A_full_disk_ends_the_scan_with_its_reason(string format)
    {
        await using var fleet = await StartAsync("right");
        using var run = CommandRun.StartShell($"$0 scan $1 --format {format} > /dev/full", Inventory(fleet));

        Assert.Equal(130, await run.WaitAsync());

        Assert.Contains("cannot be written", run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Results_and_summary_may_go_to_one_file()
    {
        await using var fleet = await StartAsync("right");
        var file = Path.Combine(Folder.FullName, "all.txt");
        using var run = CommandRun.StartShell($"$0 scan $1 > {file} 2>&1", Inventory(fleet));

        Assert.Equal(0, await run.WaitAsync());

        // The findings about the inventory stand before them.
        var lines = (await File.ReadAllLinesAsync(file)).Where(line => !line.Contains(": warning: ", StringComparison.Ordinal)).ToArray();
        Assert.Equal(7, lines.Length);
        Assert.StartsWith("6 endpoints: 6 ok", lines[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(128)]
    [InlineData(200)]
    public async Task A_low_limit_of_open_files_makes_a_scan_slower_and_not_wrong(int limit)
    {
        await using var fleet = await SimulatedFleet.StartAsync(new FleetOptions { Devices = 150, BaseAddress = NextBase(), SshPort = 0, TelnetPort = 0 });
        using var run = CommandRun.StartShell($"ulimit -n {limit}; exec $0 scan $1 --only ssh --concurrency 4096", Inventory(fleet));

        Assert.True(await run.WaitAsync() == 0, run.Errors);

        Assert.Contains("150 endpoints: 150 ok", run.Errors, StringComparison.Ordinal);
    }
}
