using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using NetDashboard.Engine.Tests.Servers;
using NetDashboard.Inventory;
using NetDashboard.Probing;

namespace NetDashboard.Engine.Tests.Probing;

/// <summary>What every probe owes its callers. A new probe is tested here without being named here.</summary>
public sealed class ProbeContractTests
{
    private static readonly EndpointTimeouts s_short = new(TimeSpan.FromMilliseconds(400), TimeSpan.FromMilliseconds(600), TimeSpan.FromMilliseconds(600));

    // What a busy machine may add; the benchmarks measure the exact figures on a quiet one. A limit that does not hold is late without end.
    private static readonly TimeSpan s_busy = TimeSpan.FromSeconds(4);

    public static TheoryData<string> Protocols => [.. ProbeTesting.Catalog.All.Select(probe => probe.Protocol)];

    [Fact]
    public void Every_probe_type_is_found_once_under_its_own_protocol()
    {
        Assert.NotEmpty(ProbeTesting.Catalog.All);
        Assert.Equal(ProbeCatalog.DiscoverTypes().Count(), ProbeTesting.Catalog.All.Length);
        Assert.All(ProbeTesting.Catalog.All, probe =>
        {
            Assert.Same(probe, ProbeTesting.Catalog.Find(probe.Protocol));
            Assert.InRange(probe.DefaultPort, 1, 65535);
            Assert.Equal(probe.Protocol.ToLowerInvariant(), probe.Protocol);
        });
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task A_closed_port_is_refused(string protocol)
    {
        var result = await RunAsync(protocol, ServerProcess.FindFreePort());

        Assert.Equal(ProbeFailure.ConnectionRefused, result.Verdict.Failure);
        Assert.Equal(ProbeStage.Connect, result.Stage);
        Assert.Equal("127.0.0.1", result.Address);
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task A_connect_that_is_never_answered_times_out_within_its_limit(string protocol)
    {
        using var hole = BlackHole.Open();
        var clock = Stopwatch.StartNew();

        var result = await RunAsync(protocol, hole.Port);

        Assert.Equal(ProbeFailure.ConnectTimeout, result.Verdict.Failure);
        Assert.InRange(clock.Elapsed, s_short.Connect - TimeSpan.FromMilliseconds(20), s_short.Connect + s_busy);
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task Silence_ends_with_the_transport_limit(string protocol)
    {
        await using var server = LoopbackServer.Silent();
        var clock = Stopwatch.StartNew();

        var result = await RunAsync(protocol, server.Port);

        Assert.True(result.Verdict.Failure is ProbeFailure.BannerTimeout or ProbeFailure.NoLoginPrompt, result.Verdict.ToString());
        Assert.InRange(clock.Elapsed, s_short.Transport - TimeSpan.FromMilliseconds(20), s_short.Total + s_busy);
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task Hanging_up_at_once_is_a_closed_connection(string protocol)
    {
        await using var server = LoopbackServer.HangsUp();

        var result = await RunAsync(protocol, server.Port);

        Assert.True(result.Verdict.Failure is ProbeFailure.ConnectionClosed, result.Verdict.ToString());
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task Cancelling_throws_within_a_quarter_of_a_second_and_blames_no_device(string protocol)
    {
        await using var server = LoopbackServer.Silent();
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        var clock = Stopwatch.StartNew();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ProbeTesting.RunAsync(
            ProbeTesting.Target(protocol, server.Port), cancellationToken: cancel.Token));

        Assert.True(clock.Elapsed < TimeSpan.FromMilliseconds(100) + s_busy, $"It took {clock.ElapsedMilliseconds} ms.");
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task A_flood_without_end_is_cut_off(string protocol)
    {
        await using var server = LoopbackServer.Repeats(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("no end in sight ", 256))), TimeSpan.Zero);
        var clock = Stopwatch.StartNew();

        var result = await RunAsync(protocol, server.Port);

        Assert.True(result.Verdict.Failure is ProbeFailure.OutputLimit or ProbeFailure.ProtocolError, result.Verdict.ToString());
        Assert.True(clock.Elapsed < s_short.Total + s_busy, $"It took {clock.ElapsedMilliseconds} ms.");
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task Bytes_that_drip_in_for_ever_do_not_move_the_deadline(string protocol)
    {
        await using var server = LoopbackServer.Repeats("x"u8.ToArray(), TimeSpan.FromMilliseconds(20));
        var clock = Stopwatch.StartNew();

        var result = await RunAsync(protocol, server.Port);

        Assert.NotEqual(ProbeOutcome.Ok, result.Verdict.Outcome);
        Assert.True(clock.Elapsed < s_short.Total + s_busy, $"It took {clock.ElapsedMilliseconds} ms.");
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task A_name_that_does_not_exist_is_not_resolved(string protocol)
    {
        var result = await ProbeTesting.RunAsync(ProbeTesting.Target(protocol, 9, host: "no-such-device.invalid"));

        Assert.True(result.Verdict.Failure is ProbeFailure.NameNotResolved, result.Verdict.ToString());
        Assert.Equal(ProbeStage.Resolve, result.Stage);
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task The_clock_stands_still_while_the_guard_makes_it_wait(string protocol)
    {
        await using var server = LoopbackServer.Silent();
        var wait = TimeSpan.FromSeconds(3);
        var result = await ProbeTesting.RunAsync(
            ProbeTesting.Target(protocol, server.Port, change: endpoint => endpoint with { Timeouts = s_short }), new SlowTurn(wait));

        Assert.True(result.Verdict.Failure is ProbeFailure.BannerTimeout or ProbeFailure.NoLoginPrompt, result.Verdict.ToString());
        Assert.True(result.Duration < wait, $"The wait was counted: {result.Duration}.");
    }

    private static Task<ProbeResult> RunAsync(string protocol, int port) =>
        ProbeTesting.RunAsync(ProbeTesting.Target(protocol, port, change: endpoint => endpoint with { Timeouts = s_short }));

    private sealed class SlowTurn(TimeSpan wait) : IProbeGuard
    {
        public async ValueTask ConnectedAsync(ProbeTarget target, CancellationToken cancellationToken) => await Task.Delay(wait, cancellationToken);

        public ValueTask<ISubmission> SubmitAsync(ProbeTarget target, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("Nothing should be submitted to a silent server.");
    }

    /// <summary>A port that never answers a connect: its queue is full and nobody accepts.</summary>
    private sealed class BlackHole : IDisposable
    {
        private readonly List<Socket> _sockets = [];

        public int Port { get; private set; }

        public static BlackHole Open()
        {
            var hole = new BlackHole();
            var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            hole._sockets.Add(listener);
            listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            listener.Listen(0);
            hole.Port = ((IPEndPoint)listener.LocalEndPoint!).Port;
            for (var i = 0; i < 4; i++)
            {
                var filler = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
                hole._sockets.Add(filler);
                try
                {
                    filler.Connect(listener.LocalEndPoint);
                }
                catch (SocketException e) when (e.SocketErrorCode is SocketError.WouldBlock)
                {
                    // Those beyond the queue stay unanswered, which is the point.
                }
            }

            return hole;
        }

        public void Dispose() => _sockets.ForEach(socket => socket.Dispose());
    }
}
