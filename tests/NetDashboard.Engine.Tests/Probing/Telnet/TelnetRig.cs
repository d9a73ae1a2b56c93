using NetDashboard.Engine.Tests.Probing.Cli;
using NetDashboard.Inventory;
using NetDashboard.Probing.Telnet;

namespace NetDashboard.Engine.Tests.Probing.Telnet;

/// <summary>What tests of the Telnet login have in common.</summary>
internal static class TelnetRig
{
    public const string Password = "pass-word-1";

    public static EndpointTimeouts Short { get; } = new(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(2.5), TimeSpan.FromSeconds(5));

    /// <summary>Probes a device of the generic platform.</summary>
    public static ProbeRig Generic(
        Func<Endpoint, Endpoint>? configure = null, EndpointTimeouts? timeouts = null, Func<Task>? onSubmit = null) => new(new TelnetProbe())
        {
            Platform = "generic",
            Configure = configure ?? (endpoint => endpoint),
            Timeouts = timeouts ?? new(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10)),
            OnSubmit = onSubmit,
        };
}
