using System.Text.Encodings.Web;
using System.Text.Json;
using NetDashboard.Probing;

namespace NetDashboard.Reporting;

/// <summary>A result as a JSON object: who and where, outcome, failure, stage, prompt, detail, times, host key, algorithms, and the transcript if wanted.</summary>
public static class ResultJson
{
    /// <summary>How it is written: not for HTML, so that prompts and messages stay readable.</summary>
    public static JsonWriterOptions Options { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes one result.</summary>
    /// <param name="json">Receives the object.</param>
    /// <param name="result">The result.</param>
    /// <param name="withTranscript">Whether to write what the device sent, too.</param>
    public static void Write(Utf8JsonWriter json, ProbeResult result, bool withTranscript = false)
    {
        var verdict = result.Verdict;
        json.WriteStartObject();
        json.WriteString("device", result.Device);
        json.WriteString("host", result.Host);
        json.WriteString("address", result.Address);
        json.WriteNumber("port", result.Port);
        json.WriteString("protocol", result.Protocol);
        json.WriteString("platform", result.Platform);
        json.WriteString("outcome", NameOf(verdict.Outcome));
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
        WriteAlgorithms(json, result.Algorithms);
        if (withTranscript)
        {
            WriteTranscript(json, result.Transcript);
        }

        json.WriteEndObject();
    }

    /// <summary>The outcome's word in output.</summary>
    public static string NameOf(ProbeOutcome outcome) => outcome switch
    {
        ProbeOutcome.Ok => "ok",
        ProbeOutcome.Limited => "limited",
        ProbeOutcome.Held => "held",
        ProbeOutcome.Failed => "failed",
        _ => "cancelled",
    };

    private static void WriteAlgorithms(Utf8JsonWriter json, NegotiatedAlgorithms? algorithms)
    {
        if (algorithms is null)
        {
            json.WriteNull("algorithms");
            return;
        }

        json.WriteStartObject("algorithms");
        json.WriteString("keyExchange", algorithms.KeyExchange);
        json.WriteString("hostKey", algorithms.HostKey);
        json.WriteString("cipherOut", algorithms.CipherOut);
        json.WriteString("cipherIn", algorithms.CipherIn);
        json.WriteString("macOut", algorithms.MacOut);
        json.WriteString("macIn", algorithms.MacIn);
        json.WriteString("serverVersion", algorithms.ServerVersion);
        json.WriteEndObject();
    }

    private static void WriteTranscript(Utf8JsonWriter json, Transcript? transcript)
    {
        if (transcript is null)
        {
            json.WriteNull("transcript");
            return;
        }

        json.WriteStartObject("transcript");
        json.WriteString("text", transcript.Text);
        json.WriteBoolean("isCut", transcript.IsCut);
        json.WriteEndObject();
    }

    private static double Milliseconds(TimeSpan duration) => Math.Round(duration.TotalMilliseconds, 3);

    private static string NameOf(ProbeStage stage) => JsonNamingPolicy.CamelCase.ConvertName(stage.ToString());
}
