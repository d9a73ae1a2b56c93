using NetDashboard.Probing;

namespace NetDashboard.Live;

/// <summary>Keeps nothing beyond the board: for scans that live in memory only.</summary>
/// <param name="time">The clock.</param>
internal sealed class MemoryJournal(TimeProvider time) : IScanJournal
{
    public JournalStatus Status => JournalStatus.Idle;

    public ValueTask<IRunJournal> BeginAsync(RunBeginning beginning, Action<ProbeResult, DateTimeOffset> kept, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IRunJournal>(new PassThrough(kept, time));

    private sealed class PassThrough(Action<ProbeResult, DateTimeOffset> kept, TimeProvider time) : IRunJournal
    {
        public ValueTask AddAsync(ProbeResult result, CancellationToken cancellationToken)
        {
            kept(result, time.GetUtcNow());
            return ValueTask.CompletedTask;
        }

        public Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task EndAsync(RunEnding ending, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
