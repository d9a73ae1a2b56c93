namespace NetDashboard.Probing.Cli;

/// <summary>What a device's terminal has shown, cleaned of control sequences, and the way to type into it.</summary>
public sealed class Terminal(IByteStream stream)
{
    internal IByteStream Stream { get; } = stream;
}
