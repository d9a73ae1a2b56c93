using System.Runtime.CompilerServices;
using NetDashboard.Benchmarks.Circuits;
using NetDashboard.Benchmarks.Served;

namespace NetDashboard.Benchmarks.Measures;

/// <summary>Whether a page that was closed leaves anything behind.</summary>
internal sealed class OpenedPages : IBenchmark
{
    private const int Pages = 1_000;
    private const int Before = 100;
    private const int Lost = 60;
    private const int AtOnce = 20;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    // Pools of arrays let go of what nobody wanted for a minute.
    private static readonly TimeSpan s_rest = TimeSpan.FromSeconds(65);

    public string Name => "pages-opened";

    public string Description => "1,000 pages are opened on a running scan and closed; then 60 vanish without a word.";

    public string Bound => "as many feeds as circuits, heap within 10 %";

    public async IAsyncEnumerable<Figure> MeasureAsync(BenchmarkRun run, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var server = await ServerProcess.StartAsync(cancellationToken);
        // The first pages make what stays for all that follow.
        await server.ChurnAsync(Load.Anywhere, cancellationToken);
        await OpenAsync(server, Before, isClosed: true, cancellationToken);
        await Task.Delay(s_rest, cancellationToken);
        var before = await HoldAsync(server, circuits: 0, cancellationToken);
        run.Say($"after {Before} pages and a rest: {before.Heap / 1e6:0.0} MB");

        await server.ChurnAsync(Load.Anywhere, cancellationToken);
        await OpenAsync(server, Pages, isClosed: true, cancellationToken);
        var atOnce = await HoldAsync(server, circuits: 0, cancellationToken);
        run.Say($"after {Pages} pages: {atOnce.Heap / 1e6:0.0} MB, {atOnce.Circuits} circuits, {atOnce.Subscribers} feeds");
        await Task.Delay(s_rest, cancellationToken);
        var closed = await HoldAsync(server, circuits: 0, cancellationToken);
        yield return Figure.Once("feeds when all are closed", "", closed.Subscribers, Limit.Exactly(closed.Circuits));
        yield return Figure.Once("circuits when all are closed", "", closed.Circuits, Limit.Exactly(0));
        yield return Figure.Once("heap, as a share of that before", "", closed.Heap / (double)before.Heap, Limit.AtMost(1.1, Statistic.Maximum), $"{before.Heap / 1e6:0.0} MB before, {atOnce.Heap / 1e6:0.0} MB at once, {closed.Heap / 1e6:0.0} MB after a minute's rest");

        // The server keeps the circuit of a browser that is gone for three minutes: it may come back.
        await OpenAsync(server, Lost, isClosed: false, cancellationToken);
        var lost = await HoldAsync(server, Lost, cancellationToken);
        yield return Figure.Once("feeds when 60 vanished", "", lost.Subscribers, Limit.Exactly(lost.Circuits));
        yield return Figure.Once("circuits when 60 vanished", "", lost.Circuits);
        yield return Figure.Once("heap for each that vanished", "MB", (lost.Heap - closed.Heap) / 1e6 / Lost);
    }

    private static async Task OpenAsync(ServerProcess server, int pages, bool isClosed, CancellationToken cancellationToken)
    {
        for (var opened = 0; opened < pages; opened += AtOnce)
        {
            await using var crowd = await Crowd.GatherAsync(server, AtOnce, new ViewerMeter(), cancellationToken);
            if (isClosed)
            {
                await Task.WhenAll(crowd.Viewers.Select(viewer => viewer.CloseAsync(cancellationToken)));
            }
        }
    }

    // What a circuit leaves is let go of a moment after its end.
    private static async Task<ServerLook> HoldAsync(ServerProcess server, int circuits, CancellationToken cancellationToken)
    {
        await server.StillAsync(cancellationToken);
        var deadline = DateTime.UtcNow + s_patience;
        while (DateTime.UtcNow < deadline && await server.LookAsync(cancellationToken) is var look && (look.Circuits > circuits || look.Connected > 0))
        {
            await Task.Delay(100, cancellationToken);
        }

        return await server.CollectAsync(cancellationToken);
    }
}
