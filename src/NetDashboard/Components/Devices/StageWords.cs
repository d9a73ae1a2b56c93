using NetDashboard.Probing;

namespace NetDashboard.Components.Devices;

/// <summary>Stages of a login in the words of people.</summary>
internal static class StageWords
{
    /// <summary>The name of a stage.</summary>
    public static string Of(ProbeStage stage) => stage switch
    {
        ProbeStage.Resolve => "Name lookup",
        ProbeStage.KeyExchange => "Key exchange",
        ProbeStage.HostKey => "Host key check",
        _ => stage.ToString(),
    };

    /// <summary>A time as a person reads it: tenths below 10 ms, whole milliseconds above.</summary>
    public static string Milliseconds(TimeSpan time) => time.TotalMilliseconds < 10 ? $"{time.TotalMilliseconds:0.0} ms" : $"{time.TotalMilliseconds:0} ms";
}
