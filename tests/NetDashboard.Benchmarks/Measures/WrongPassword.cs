using System.Runtime.CompilerServices;
using NetDashboard.Benchmarks.Fleets;

namespace NetDashboard.Benchmarks.Measures;

/// <summary>How often a password that no device takes is submitted; the fleet counts.</summary>
internal sealed class WrongPassword : IBenchmark
{
    private const int Devices = 1_000;
    private const int MaxSubmissions = 3;

    // It is a matter of which answers happen to come together, so it takes many scans to meet.
    private const int Times = 4;

    public string Name => "wrong-password";

    public string Description => "Scan of 1,000 devices with a wrong password in the inventory: SSH, Telnet, both; and with a tenth of the devices refusing the right one.";

    public string Bound => "at most 3 submissions in all, counted by the fleet; the rest held; no device that would let us in is held for others' sake";

    public async IAsyncEnumerable<Figure> MeasureAsync(BenchmarkRun run, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var (only, title) in new[] { ("ssh", "SSH"), ("telnet", "Telnet"), (null, "both") })
        {
            var endpoints = only is null ? 2 * Devices : Devices;
            var rounds = await run.RepeatAsync(title, () => ScanAsync(run, only, cancellationToken), round => $"{round.Submissions} submissions; {round.Scan.Summary}");

            yield return new($"{title}: submissions", "", [.. rounds.Select(round => (double)round.Submissions)], Limit.AtMost(MaxSubmissions, Statistic.Maximum));
            yield return new(
                $"{title}: endpoints neither submitted to nor held",
                "",
                [.. rounds.Select(round => (double)(endpoints - round.Submissions - round.Scan.CountOf("held")))],
                Limit.Exactly(0));
            yield return new($"{title}: wall", "s", [.. rounds.Select(round => round.Scan.Cost.Wall.TotalSeconds)]);
        }

        // The other side of that protection: the password is right, and only some devices have another one.
        await using var fleet = await FleetProcess.StartAsync(run.Folder, Devices, mix: "right=90,wrong-password=10", cancellationToken: cancellationToken);
        var scans = await (run with { Runs = run.Runs * Times }).RepeatAsync(
            "a tenth refuses", () => ScanProcess.RunAsync(run.Folder, fleet.InventoryFile, cancellationToken), scan => scan.Summary);
        yield return new(
            "a tenth refuses, both: endpoints held",
            "",
            [.. scans.Select(scan => (double)scan.CountOf("held"))],
            Limit.Exactly(0),
            $"{scans.Count(scan => scan.CountOf("held") > 0)} of {scans.Count} scans held any");
    }

    // A fleet for each run, because it says what it counted when it ends.
    private static async Task<(long Submissions, ScanProcess Scan)> ScanAsync(BenchmarkRun run, string? only, CancellationToken cancellationToken)
    {
        await using var fleet = await FleetProcess.StartAsync(run.Folder, Devices, only, cancellationToken: cancellationToken);
        var right = await File.ReadAllTextAsync(fleet.InventoryFile, cancellationToken);
        var wrong = right.Replace("auth_password: 'lab-login'", "auth_password: 'not-the-password'", StringComparison.Ordinal);
        if (string.Equals(right, wrong, StringComparison.Ordinal))
        {
            throw new InvalidOperationException("The fleet's inventory does not write its password as this benchmark expects.");
        }

        var inventory = Path.Combine(run.Folder, "wrong.yaml");
        await File.WriteAllTextAsync(inventory, wrong, cancellationToken);
        var scan = await ScanProcess.RunAsync(run.Folder, inventory, cancellationToken);
        var (counters, _) = await fleet.StopAsync();
        return (counters["ssh-right"] + counters["ssh-wrong"] + counters["telnet-right"] + counters["telnet-wrong"], scan);
    }
}
