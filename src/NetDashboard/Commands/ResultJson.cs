using System.Text.Json;
using NetDashboard.Probing;

namespace NetDashboard.Commands;

/// <summary>A result as a JSON object: device, host, address, port, protocol, platform, outcome, failure, stage, prompt, detail, and times.</summary>
internal static class ResultJson
{
    public static void Write(Utf8JsonWriter json, ProbeResult result)
    {
        var verdict = result.Verdict;
        json.WriteStartObject();
        json.WriteString("device", result.Device);
        json.WriteString("host", result.Host);
        json.WriteString("address", result.Address);
        json.WriteNumber("port", result.Port);
        json.WriteString("protocol", result.Protocol);
        json.WriteString("platform", result.Platform);
        json.WriteString("outcome", ResultWriter.NameOf(verdict.Outcome));
        json.WriteString("failure", verdict.Failure.ToString());
        json.WriteString("stage", NameOf(result.Stage));
        json.WriteString("prompt", verdict.Prompt);
        json.WriteString("detail", verdict.Detail);
        json.WriteString("startedAt", result.StartedAt);
        json.WriteNumber("durationMs", Milliseconds(result.Duration));
        json.WriteStartObject("stages");
        foreach (var stage in result.Stages)
        {
            json.WriteNumber(NameOf(stage.Stage), Milliseconds(stage.Duration));
        }

        json.WriteEndObject();
        json.WriteNumber("attempt", result.Attempt);
        json.WriteString("hostKey", result.HostKey);
        json.WriteStartArray("warnings");
        foreach (var warning in result.Warnings)
        {
            json.WriteStringValue(warning);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static double Milliseconds(TimeSpan duration) => Math.Round(duration.TotalMilliseconds, 3);

    private static string NameOf(ProbeStage stage) => JsonNamingPolicy.CamelCase.ConvertName(stage.ToString());
}
