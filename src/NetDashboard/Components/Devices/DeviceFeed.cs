using System.Collections.Immutable;
using NetDashboard.Inventory;
using NetDashboard.Live;

namespace NetDashboard.Components.Devices;

/// <summary>The newest states of one device, for whoever shows it while they change. Used on the renderer's dispatcher only.</summary>
/// <param name="layout">The scan's rows and columns.</param>
/// <param name="device">The device.</param>
/// <param name="read">Gives the newest state of each endpoint.</param>
/// <param name="canRerun">Whether a re-run may begin now.</param>
public sealed class DeviceFeed(ScanLayout layout, Device device, Func<ImmutableArray<EndpointState>> read, bool canRerun)
{
    private ImmutableArray<EndpointState> _last = read();

    /// <summary>Told when a state changed.</summary>
    public event EventHandler? Changed;

    /// <summary>The scan's rows and columns.</summary>
    public ScanLayout Layout { get; } = layout;

    /// <summary>The device.</summary>
    public Device Device { get; } = device;

    /// <summary>The newest states.</summary>
    public ImmutableArray<EndpointState> States => _last;

    /// <summary>Whether a re-run may begin now.</summary>
    public bool CanRerun { get; private set; } = canRerun;

    /// <summary>Looks for changes, and tells of them.</summary>
    /// <param name="mayRerun">Whether a re-run may begin now.</param>
    public void Refresh(bool mayRerun)
    {
        var now = read();
        if (mayRerun == CanRerun && now.AsSpan().SequenceEqual(_last.AsSpan(), ReferenceEqualityComparer.Instance))
        {
            return;
        }

        (_last, CanRerun) = (now, mayRerun);
        Changed?.Invoke(this, EventArgs.Empty);
    }
}
