using System.Threading.Channels;
using NetDashboard.Storage.Model;

namespace NetDashboard.Storage;

/// <summary>
/// Small changes that the one that writes makes besides results, each a transaction: when no result waits, and one a second when results never
/// stop. One that fails is told to whoever asked and not tried again; what a person decided goes the way of results, as a <see cref="StoreChange"/>.
/// Safe for many threads; <see cref="DoAsync"/> is for the one that writes.
/// </summary>
/// <param name="time">The clock.</param>
internal sealed class StoreErrands(TimeProvider time)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);

    private readonly Channel<Errand> _waiting = Channel.CreateUnbounded<Errand>(new UnboundedChannelOptions { SingleReader = true });
    private long _last = time.GetTimestamp();

    /// <summary>Whether one has waited long enough to be done before the results that wait.</summary>
    public bool IsOverdue => _waiting.Reader.TryPeek(out _) && time.GetElapsedTime(_last) > s_patience;

    /// <summary>Has something changed.</summary>
    /// <param name="change">What to do, in a transaction that is committed when it returns; it must be short.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>What came of it, and how long nobody else could write; or the error, and nothing is changed.</returns>
    public async Task<(T Result, TimeSpan Took)> HaveDoneAsync<T>(Func<StoreContext, CancellationToken, Task<T>> change, CancellationToken cancellationToken)
    {
        var done = new TaskCompletionSource<(T, TimeSpan)>(TaskCreationOptions.RunContinuationsAsynchronously);
        var errand = new Errand(
            async (writer, token) =>
            {
                var begun = time.GetTimestamp();
                var result = await writer.ChangeAsync(change, token).ConfigureAwait(false);
                done.TrySetResult((result, time.GetElapsedTime(begun)));
            },
            error => done.TrySetException(error),
            () => cancellationToken.IsCancellationRequested);
        if (!_waiting.Writer.TryWrite(errand))
        {
            throw new OperationCanceledException("The store is closed.");
        }

        return await done.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Completes when one waits; never with an error.</summary>
    public async Task WhenOneWaitsAsync(CancellationToken cancellationToken)
    {
        Task waiting = _waiting.Reader.WaitToReadAsync(cancellationToken).AsTask();
        await waiting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Does one, if one waits.</summary>
    public async Task DoAsync(StoreWriter writer, CancellationToken cancellationToken)
    {
        if (!_waiting.Reader.TryRead(out var errand) || errand.IsGivenUp())
        {
            return;
        }

        try
        {
            await errand.Do(writer, cancellationToken).ConfigureAwait(false);
            await writer.CatchUpAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // Whoever asked decides what that means; what was done before the catching up failed is done. Whether anything could be written is found out by the next batch, or the next look.
            await writer.DropAsync().ConfigureAwait(false);
            errand.Fail(e);
        }

        _last = time.GetTimestamp();
    }

    /// <summary>Ends those that wait.</summary>
    public void Close()
    {
        _waiting.Writer.TryComplete();
        while (_waiting.Reader.TryRead(out var errand))
        {
            errand.Fail(new OperationCanceledException("The store is closed."));
        }
    }

    private sealed record Errand(Func<StoreWriter, CancellationToken, Task> Do, Action<Exception> Fail, Func<bool> IsGivenUp);
}
