using Microsoft.AspNetCore.Components.Server.Circuits;

namespace NetDashboard.Components.Circuits;

/// <summary>
/// Whether the browser of this circuit is connected. A circuit outlives its connection by minutes, in which drawing for it is wasted work;
/// its feed keeps the newest states meanwhile.
/// </summary>
public sealed class CircuitConnection : CircuitHandler
{
    private TaskCompletionSource _up = Completed();

    /// <summary>Completes as soon as the browser is connected.</summary>
    public Task WhenUpAsync(CancellationToken cancellationToken) => Volatile.Read(ref _up).Task.WaitAsync(cancellationToken);

    /// <inheritdoc/>
    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        Volatile.Write(ref _up, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        Volatile.Read(ref _up).TrySetResult();
        return Task.CompletedTask;
    }

    private static TaskCompletionSource Completed()
    {
        var completed = new TaskCompletionSource();
        completed.SetResult();
        return completed;
    }
}
