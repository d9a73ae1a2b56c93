using System.Collections.Immutable;
using NetDashboard.Inventory;

namespace NetDashboard.Probing;

/// <summary>
/// Times the stages of one probe and ends it when a limit passes. Stages fall into three phases (connect, transport, operation), each with
/// its budget; phases only move forward, so the budgets' sum is the probe's absolute deadline, whatever the device does.
/// </summary>
internal sealed class StageClock : IDisposable
{
    private readonly EndpointTimeouts _budgets;
    private readonly TimeProvider _time;
    private readonly CancellationToken _stop;
    private readonly CancellationTokenSource _limit;
    private readonly CancellationTokenSource _either;
    private readonly ImmutableArray<StageTime>.Builder _passed = ImmutableArray.CreateBuilder<StageTime>(8);
    private Phase _phase = Phase.None;
    private long _stageStart;
    private long _phaseEnd;
    private TimeSpan _total;

    public StageClock(EndpointTimeouts budgets, TimeProvider time, CancellationToken stop)
    {
        _budgets = budgets;
        _time = time;
        _stop = stop;
        _stageStart = time.GetTimestamp();
        _limit = new CancellationTokenSource(budgets.Connect, time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(stop, _limit.Token);
    }

    private enum Phase
    {
        None,
        Connect,
        Transport,
        Operation,
    }

    /// <summary>Signalled when the current limit passes, or from outside.</summary>
    public CancellationToken Token => _either.Token;

    /// <summary>Whether the token was signalled by the limit and not from outside.</summary>
    public bool IsOutOfTime => _limit.IsCancellationRequested && !_stop.IsCancellationRequested;

    public ProbeStage Stage { get; private set; } = ProbeStage.Resolve;

    /// <summary>What it means when the current stage runs out of time.</summary>
    public ProbeFailure OnTimeout { get; private set; } = ProbeFailure.ConnectTimeout;

    /// <summary>The budget the current stage draws on.</summary>
    public TimeSpan Budget => _phase switch
    {
        Phase.Transport => _budgets.Transport,
        Phase.Operation => _budgets.Operation,
        _ => _budgets.Connect,
    };

    /// <summary>Ends the current stage and begins the next.</summary>
    /// <exception cref="OperationCanceledException">The current stage is already out of time; it stays the current one.</exception>
    public void Enter(ProbeStage stage, ProbeFailure onTimeout)
    {
        Token.ThrowIfCancellationRequested();
        var now = _time.GetTimestamp();
        Close(now);
        Stage = stage;
        OnTimeout = onTimeout;
        _stageStart = now;

        var phase = PhaseOf(stage);
        if (phase > _phase)
        {
            _phase = phase;
            _phaseEnd = now + ToTicks(Budget);
            Arm(now);
        }
    }

    /// <summary>Stops the clock: the wait that follows is not the device's.</summary>
    /// <returns>Dispose it to go on.</returns>
    public StoppedClock Stop()
    {
        _limit.CancelAfter(Timeout.InfiniteTimeSpan);
        return new StoppedClock(this, _time.GetTimestamp());
    }

    /// <summary>Ends the last stage.</summary>
    /// <returns>All stages passed, and the sum of their times.</returns>
    public (ImmutableArray<StageTime> Stages, TimeSpan Total) Finish()
    {
        Close(_time.GetTimestamp());
        return (_passed.ToImmutable(), _total);
    }

    public void Dispose()
    {
        _either.Dispose();
        _limit.Dispose();
    }

    private static Phase PhaseOf(ProbeStage stage) => stage switch
    {
        ProbeStage.Resolve or ProbeStage.Connect => Phase.Connect,
        ProbeStage.Banner or ProbeStage.KeyExchange or ProbeStage.HostKey or ProbeStage.Authentication => Phase.Transport,
        _ => Phase.Operation,
    };

    private void Close(long now)
    {
        if (_phase is Phase.None)
        {
            return;
        }

        var spent = _time.GetElapsedTime(_stageStart, now);
        _total += spent;
        _passed.Add(new StageTime(Stage, spent));
    }

    private void Arm(long now)
    {
        var left = _time.GetElapsedTime(now, _phaseEnd);
        _limit.CancelAfter(left > TimeSpan.Zero ? left : TimeSpan.Zero);
    }

    private long ToTicks(TimeSpan span) => (long)(span.TotalSeconds * _time.TimestampFrequency);

    private void GoOn(long since)
    {
        var now = _time.GetTimestamp();
        var waited = now - since;
        _stageStart += waited;
        _phaseEnd += waited;
        Arm(now);
    }

    /// <summary>A stopped clock.</summary>
    internal readonly struct StoppedClock(StageClock clock, long since) : IDisposable
    {
        /// <summary>Lets the clock go on, with its limits moved by the time it stood still.</summary>
        public void Dispose() => clock.GoOn(since);
    }
}
