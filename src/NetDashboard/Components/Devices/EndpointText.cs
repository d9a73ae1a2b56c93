using System.Text;
using NetDashboard.Components.Statuses;
using NetDashboard.Live;
using NetDashboard.Platforms;
using NetDashboard.Probing;

namespace NetDashboard.Components.Devices;

/// <summary>What is known of an endpoint, as facts for the drawer and as plain text for a ticket.</summary>
internal static class EndpointText
{
    /// <summary>Names and values; those that a machine would read are marked as code.</summary>
    public static IEnumerable<(string Name, string Value, bool IsCode)> Facts(ProbeResult result)
    {
        yield return ("Device", result.Device, false);
        yield return ("Address", Where(result), true);
        yield return ("Platform", PlatformCatalog.Find(result.Platform)?.Title ?? result.Platform, false);
        yield return ("Ended in", StageWords.Of(result.Stage), false);
        yield return ("Attempt", result.Attempt.ToString(), false);
        yield return ("Started", $"{result.StartedAt.ToUniversalTime():yyyy-MM-dd HH:mm:ss} UTC", false);
        if (result.HostKey is { } key)
        {
            yield return ("Host key", key, true);
        }

        if (result.Algorithms is { } algorithms)
        {
            yield return ("SSH software", algorithms.ServerVersion, true);
            yield return ("Key exchange", algorithms.KeyExchange, true);
            yield return ("Host key type", algorithms.HostKey, true);
            yield return ("Cipher", InAndOut(algorithms.CipherOut, algorithms.CipherIn), true);
            yield return ("MAC", InAndOut(algorithms.MacOut, algorithms.MacIn), true);
        }
    }

    /// <summary>All of it as lines.</summary>
    public static string Of(EndpointState state, string protocol)
    {
        var text = new StringBuilder();
        var look = StatusLook.Of(state.Status);
        if (state.Result is not { } result)
        {
            return $"{protocol}: {look.Word}";
        }

        var guide = FailureGuide.Of(result.Verdict.Failure);
        text.AppendLine($"{result.Device} over {protocol}: {look.Word}{(guide is null ? null : $", {guide.Title}")}");
        if (result.Verdict.Detail is { } words)
        {
            text.AppendLine($"Words: {words}");
        }

        if (result.Verdict.Prompt is { } prompt)
        {
            text.AppendLine($"Prompt: {prompt}");
        }

        foreach (var (name, value, _) in Facts(result).Skip(1))
        {
            text.AppendLine($"{name}: {value}");
        }

        text.AppendLine($"Stages: {string.Join(", ", result.Stages.Select(stage => $"{StageWords.Of(stage.Stage)} {StageWords.Milliseconds(stage.Duration)}"))}; {StageWords.Milliseconds(result.Duration)} in all");
        foreach (var warning in result.Warnings)
        {
            text.AppendLine($"Remark: {warning}");
        }

        if (result.Transcript is { } transcript)
        {
            text.AppendLine().AppendLine("What the device sent:").AppendLine(transcript.Text);
        }

        return text.ToString();
    }

    private static string Where(ProbeResult result) =>
        result.Address is null || result.Address == result.Host ? $"{result.Host}:{result.Port}" : $"{result.Host} ({result.Address}):{result.Port}";

    private static string InAndOut(string sent, string received) => sent == received ? sent : $"{sent} out, {received} in";
}
