using System.Collections.Immutable;
using NetDashboard.Inventory;
using NetDashboard.Live;
using NetDashboard.Probing;
using NetDashboard.Storage.Model;

namespace NetDashboard.Storage;

/// <summary>Something to be written, in its turn.</summary>
internal abstract record StoreEntry
{
    /// <summary>Called when it is written, and everything before it.</summary>
    public abstract void Kept();
}

/// <summary>
/// A small change that knows how to write itself, tried until it is kept, as results are; what may fail and can wait is for <see cref="StoreErrands"/>. It may be
/// asked several times, and must come to the same.
/// </summary>
internal abstract record StoreChange : StoreEntry
{
    /// <summary>Writes, within the transaction of the batch.</summary>
    public abstract Task WriteAsync(StoreContext context, CancellationToken cancellationToken);
}

/// <summary>A run begins.</summary>
internal sealed record BeginEntry(RunBeginning Run) : StoreEntry
{
    public ImmutableArray<Device> Devices => Run.Board.Layout.Devices;

    public override void Kept()
    {
        // Nobody waits for it.
    }
}

/// <summary>A result came.</summary>
internal sealed record ResultEntry(RunBeginning Run, ProbeResult Result, DateTimeOffset At, Action<ProbeResult, DateTimeOffset> Show) : StoreEntry
{
    public override void Kept() => Show(Result, At);
}

/// <summary>A run ends.</summary>
internal sealed record EndEntry(RunBeginning Run, RunEnding Ending) : StoreEntry
{
    private readonly TaskCompletionSource _kept = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task WhenKept => _kept.Task;

    public override void Kept() => _kept.TrySetResult();
}

/// <summary>Somebody wants to know when everything before it is written.</summary>
internal sealed record FlushEntry : StoreEntry
{
    private readonly TaskCompletionSource _kept = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task WhenKept => _kept.Task;

    public override void Kept() => _kept.TrySetResult();
}
