using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace NetDashboard.Benchmarks.Served;

/// <summary>Counts circuits by what the framework itself tells of them.</summary>
internal sealed class CircuitCount : IDisposable
{
    private const string Meter = "Microsoft.AspNetCore.Components.Server.Circuits";
    private const string Active = "aspnetcore.components.circuit.active";
    private const string InTouch = "aspnetcore.components.circuit.connected";

    private readonly ConcurrentDictionary<string, long> _counts = new(StringComparer.Ordinal);
    private readonly MeterListener _listener = new();

    /// <summary>Begins to count; must come before the first circuit.</summary>
    public CircuitCount()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == Meter && instrument.Name is Active or InTouch)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, change, _, _) => _counts.AddOrUpdate(instrument.Name, change, (_, count) => count + change));
        _listener.Start();
    }

    /// <summary>Circuits that live.</summary>
    public long Live => _counts.GetValueOrDefault(Active);

    /// <summary>Circuits whose browser is there.</summary>
    public long Connected => _counts.GetValueOrDefault(InTouch);

    public void Dispose() => _listener.Dispose();
}
