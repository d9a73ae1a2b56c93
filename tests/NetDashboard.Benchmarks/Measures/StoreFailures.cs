using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using NetDashboard.Benchmarks.Crashes;
using NetDashboard.Engine.Tests.Servers;

namespace NetDashboard.Benchmarks.Measures;

/// <summary>That nothing is lost, and nobody is asked for anything, when the store cannot be written for a while.</summary>
internal sealed class StoreFailures : IBenchmark
{
    private const int Devices = 15_000;
    private const int PerSecond = 500;
    private const int ShownBefore = 1_500;
    private const double RecoveryLimit = 30;
    private static readonly string[] s_transports = ["asyncssh", "asynctelnet"];
    private static readonly TimeSpan s_step = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan s_full = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan s_locked = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan s_away = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_betweenRestarts = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(5);

    public string Name => "store-failures";

    public string Description => "A scan of 30,000 results at 500 a second while its disk is full, its file locked by another process, PostgreSQL restarted at once five times, and away for 60 s.";

    public string Bound => "0 lost, 0 twice, recovered by itself within 30 s";

    public async IAsyncEnumerable<Figure> MeasureAsync(BenchmarkRun run, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var disk = NewTarget(run, "full disk", string.Empty);
        if (await SmallDisk.FindWrapperAsync(Path.GetDirectoryName(disk.File)!, "64m") is { } wrapper)
        {
            await foreach (var figure in FailAsync(run, disk, process => SmallDisk.FillAsync(SmallDisk.In(process.Id, Path.GetDirectoryName(disk.File)!), s_full, cancellationToken), wrapper, cancellationToken))
            {
                yield return figure;
            }
        }
        else
        {
            run.Say("full disk: skipped, for this account may not mount a disk in a namespace of its own (unshare -m, unshare -Urm)");
        }

        var locked = NewTarget(run, "locked file", string.Empty);
        await foreach (var figure in FailAsync(run, locked, _ => LockAsync(locked.File, cancellationToken), [], cancellationToken))
        {
            yield return figure;
        }

        await using var postgres = await Postgres.StartAsync();
        await foreach (var figure in FailAsync(run, NewTarget(run, "PostgreSQL restarted 5 times", await postgres.CreateDatabaseAsync()), _ => RestartAsync(postgres, cancellationToken), [], cancellationToken))
        {
            yield return figure;
        }

        await foreach (var figure in FailAsync(run, NewTarget(run, "PostgreSQL away", await postgres.CreateDatabaseAsync()), _ => StopAsync(postgres, cancellationToken), [], cancellationToken))
        {
            yield return figure;
        }
    }

    private static async IAsyncEnumerable<Figure> FailAsync(
        BenchmarkRun run, Target target, Func<KeepingProcess, Task> failAsync, IReadOnlyList<string> wrapper, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var shown = new ConcurrentDictionary<ShownResult, byte>();
        await using var process = KeepingProcess.Start(target.Root, target.Connection, PerSecond, isRepeating: false, shown, wrapper);
        await process.WhenBegun.WaitAsync(s_patience, cancellationToken);
        await UntilAsync(() => shown.Count >= ShownBefore, cancellationToken);

        var failing = failAsync(process);
        var refusals = new HashSet<string>(StringComparer.Ordinal);
        var held = 0;
        while (!failing.IsCompleted)
        {
            if (await process.AskReadyAsync(cancellationToken) is (false, var words))
            {
                held = held == 0 ? shown.Count : held;
                refusals.Add(words.Split('\n')[^1].Split(" Results cannot")[0]);
            }

            await Task.WhenAny(failing, Task.Delay(s_step, cancellationToken));
        }

        await failing;
        var (ended, shownMeanwhile) = (Stopwatch.GetTimestamp(), shown.Count - held);
        await UntilAsync(() => process.LastShownAt > ended || process.WhenEnded.IsCompleted, cancellationToken);
        while (await process.AskReadyAsync(cancellationToken) is not (true, _))
        {
            await Task.Delay(s_step, cancellationToken);
        }

        var recovery = Stopwatch.GetElapsedTime(ended).TotalSeconds;
        var state = await process.WhenEnded.WaitAsync(s_patience, cancellationToken);
        var stored = await StoredRows.ReadAsync(wrapper.Count > 0 ? SmallDisk.Copy(process.Id, target.File, Path.Combine(target.Root, "copy")) : target.File, target.Connection);
        run.Say($"{target.Name}: {state}, {shown.Count} shown, {stored.Results.Count} stored, recovered after {recovery:0.0} s; not ready: {string.Join(" | ", refusals)}");
        yield return Figure.Once($"{target.Name}: shown and not stored", "", stored.CountLost(shown.Keys), Limit.Exactly(0), $"{shown.Count} shown, as {process.Asked} answers to requests and one viewer saw it");
        yield return Figure.Once($"{target.Name}: results twice", "", stored.Duplicates, Limit.Exactly(0));
        yield return Figure.Once($"{target.Name}: results that are missing in the end", "", (2 * Devices) - stored.Results.Count, Limit.Exactly(0), state);
        yield return Figure.Once($"{target.Name}: ready and showing again after the trouble", "s", Math.Round(recovery, 2), Limit.AtMost(RecoveryLimit, Statistic.Maximum), string.Join(" | ", refusals));
        yield return Figure.Once($"{target.Name}: shown between the first 503 and the end of the trouble", "", shownMeanwhile);
    }

    private static async Task LockAsync(string file, CancellationToken cancellationToken)
    {
        await using var connection = new SqliteConnection($"Data Source={file};Pooling=false");
        await connection.OpenAsync(cancellationToken);
        connection.DefaultTimeout = 10;
        await using var command = connection.CreateCommand();
        command.CommandText = "BEGIN EXCLUSIVE";
        await command.ExecuteNonQueryAsync(cancellationToken);
        await Task.Delay(s_locked, cancellationToken);
        command.CommandText = "ROLLBACK";
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task RestartAsync(Postgres postgres, CancellationToken cancellationToken)
    {
        for (var i = 0; i < 5; i++)
        {
            await postgres.RestartAtOnceAsync();
            await Task.Delay(i < 4 ? s_betweenRestarts : TimeSpan.Zero, cancellationToken);
        }
    }

    private static async Task StopAsync(Postgres postgres, CancellationToken cancellationToken)
    {
        await postgres.StopAtOnceAsync();
        await Task.Delay(s_away, cancellationToken);
        await postgres.StartServerAsync();
    }

    private static async Task UntilAsync(Func<bool> condition, CancellationToken cancellationToken)
    {
        for (var since = Stopwatch.GetTimestamp(); !condition(); await Task.Delay(s_step, cancellationToken))
        {
            if (Stopwatch.GetElapsedTime(since) > s_patience)
            {
                throw new TimeoutException("The scan does not go on.");
            }
        }
    }

    private static Target NewTarget(BenchmarkRun run, string name, string connection)
    {
        var root = Path.Combine(run.Folder, name.Replace(' ', '-'));
        Directory.CreateDirectory(Path.Combine(root, "data"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var inventory = Path.Combine(Directory.CreateDirectory(Path.Combine(root, "inventories")).FullName, "made.yaml");
        File.WriteAllLines(
            inventory,
            from i in Enumerable.Range(1, Devices)
            from transport in s_transports
            select $"- {{host: sw-{i}.campus.example, auth_username: made, auth_password: made, auth_strict_key: false, transport: {transport}}}");
        return new Target(name, root, connection);
    }

    private sealed record Target(string Name, string Root, string Connection)
    {
        public string File => Path.Combine(Root, "data", "netdashboard.db");
    }
}
