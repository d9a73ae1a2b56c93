using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using NetDashboard.Live;
using NetDashboard.Storage.ShareLinks;
using NetDashboard.Tests.Hosting;

namespace NetDashboard.Benchmarks.Served;

/// <summary>
/// The dashboard with a made scanner in a process of its own, which does what it is told line by line on standard input and answers each with
/// a <see cref="ServerLook"/>. It ends when standard input does.
/// </summary>
internal static class ServerProgram
{
    /// <summary>The word on the command line that starts it.</summary>
    public const string Verb = "serve";

    /// <summary>Stands before every answer, so that nothing else on standard output is taken for one.</summary>
    public const string AnswerMark = "> ";

    /// <summary>Serves.</summary>
    public static async Task RunAsync()
    {
        using var circuits = new CircuitCount();
        var scanner = new ChurningScanner();
        await using var dashboard = new Dashboard(scanner: scanner).Listen();
        if (dashboard.Scans.TryStart(ServedDevices.Make(), "made.yaml").Board is not { } board)
        {
            throw new InvalidOperationException("The scan did not start.");
        }

        await Churn.WhenIdleAsync(dashboard.Scans);
        await using var churn = new Churn(dashboard.Scans, board, scanner);

        // Attempts before the newest are kept, up to a number: once it is reached the scan itself grows no more.
        for (var i = 0; i < EndpointState.MaxEarlier; i++)
        {
            await churn.BurstAsync();
        }

        var made = await dashboard.Services.GetRequiredService<ShareLinkDesk>().CreateAsync(
            new ShareLinkDraft { Name = "NOC", Plan = new WallPlan { Views = [new WallView { Scan = board.Id }] } }, CancellationToken.None);
        await AnswerAsync(string.Empty);
        while (await Console.In.ReadLineAsync() is { } order)
        {
            await AnswerAsync(order);
        }

        async Task AnswerAsync(string order)
        {
            var watch = Stopwatch.StartNew();
            await ObeyAsync(order, churn);
            var took = watch.Elapsed.TotalSeconds;
            var look = new ServerLook(
                dashboard.Url, board.Id, board.SubscriberCount, circuits.Live, circuits.Connected, scanner.Given, GC.GetTotalMemory(forceFullCollection: false), took, made.Path);
            Console.WriteLine(AnswerMark + JsonSerializer.Serialize(look));
        }
    }

    private static async Task ObeyAsync(string order, Churn churn)
    {
        switch (order.Split(' '))
        {
            case ["churn", var rows, var perSecond]:
                await churn.BeginAsync(int.Parse(rows), double.Parse(perSecond));
                break;
            case ["still"]:
                await churn.EndAsync();
                break;
            case ["burst"]:
                await churn.BurstAsync();
                break;
            case ["collect"]:
                for (var i = 0; i < 2; i++)
                {
                    GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
                    GC.WaitForPendingFinalizers();
                }

                break;
            default:
                break;
        }
    }
}
