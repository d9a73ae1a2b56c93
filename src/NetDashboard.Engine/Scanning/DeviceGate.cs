namespace NetDashboard.Scanning;

/// <summary>Lets visits to one device follow one another, over all scans, in the order they came. Safe for many threads.</summary>
internal sealed class DeviceGate
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<Pass>> _passes = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Waits until no other visit that concerns the same device is under way.</summary>
    /// <param name="host">Names where the device is: a host name, or an address in its usual form.</param>
    /// <param name="claim">Which device it is there.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Dispose it to let the next in.</returns>
    public async ValueTask<IDisposable> EnterAsync(string host, DeviceClaim claim, CancellationToken cancellationToken)
    {
        Pass pass;
        lock (_gate)
        {
            if (!_passes.TryGetValue(host, out var passes))
            {
                _passes.Add(host, passes = []);
            }

            pass = new Pass(this, host, claim);
            passes.Add(pass);
            if (IsFirst(passes, passes.Count - 1))
            {
                pass.Entered.SetResult();
                return pass;
            }
        }

        try
        {
            await pass.Entered.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
            return pass;
        }
        catch
        {
            pass.Dispose();
            throw;
        }
    }

    // Whether nobody who came before, inside or still waiting, concerns the same device.
    private static bool IsFirst(List<Pass> passes, int index)
    {
        for (var i = 0; i < index; i++)
        {
            if (passes[i].Claim.Concerns(passes[index].Claim))
            {
                return false;
            }
        }

        return true;
    }

    private void Leave(Pass pass)
    {
        lock (_gate)
        {
            // Not there when it has left before.
            if (!_passes.TryGetValue(pass.Host, out var passes) || !passes.Remove(pass))
            {
                return;
            }

            if (passes.Count == 0)
            {
                _passes.Remove(pass.Host);
            }

            for (var i = 0; i < passes.Count; i++)
            {
                if (!passes[i].Entered.Task.IsCompleted && IsFirst(passes, i))
                {
                    passes[i].Entered.SetResult();
                }
            }
        }
    }

    private sealed class Pass(DeviceGate gate, string host, DeviceClaim claim) : IDisposable
    {
        public string Host { get; } = host;

        public DeviceClaim Claim { get; } = claim;

        public TaskCompletionSource Entered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Dispose() => gate.Leave(this);
    }
}
