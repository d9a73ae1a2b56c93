using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using NetDashboard.Inventory;
using NetDashboard.Platforms;
using NetDashboard.Probing;
using NetDashboard.Storage.Model;

namespace NetDashboard.Storage;

/// <summary>A result as a row, and back.</summary>
internal static class ResultCodec
{
    private static readonly JsonSerializerOptions s_json = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault };

    // Nothing would mean that the device sent nothing.
    private static readonly Transcript s_leftOut = new("[Not kept over a restart, since the login was OK. Run this device again to see what it sends.]", IsCut: false);

    /// <summary>The row of a result. What a device said is kept of logins that are not ok only: of the others it proves nothing more, and it is large.</summary>
    public static StoredResult Pack(ProbeResult result, DateTimeOffset finishedAt, long scan, StoredEndpoint endpoint, int run)
    {
        var transcript = result.Verdict.Outcome is ProbeOutcome.Ok ? null : result.Transcript;
        return new StoredResult
        {
            Scan = scan,
            Endpoint = endpoint.Id,
            Attempt = result.Attempt,
            Run = run,
            Outcome = result.Verdict.Outcome.ToString(),
            Failure = result.Verdict.Failure.ToString(),
            Stage = result.Stage.ToString(),
            StartedAt = result.StartedAt,
            FinishedAt = finishedAt,
            FailingSince = result.Verdict.Outcome is ProbeOutcome.Limited or ProbeOutcome.Failed ? endpoint.FailingSince : null,
            Duration = result.Duration.Ticks,
            Address = result.Address,
            Port = result.Port,
            Prompt = result.Verdict.Prompt,
            Detail = result.Verdict.Detail,
            HostKey = result.HostKey,
            Transcript = transcript?.Text,
            More = JsonSerializer.Serialize(
                new ResultParts(
                    PackStages(result.Stages), result.Warnings.IsEmpty ? null : [.. result.Warnings], result.Algorithms, transcript is { IsCut: true }, transcript is null && result.Transcript is not null),
                s_json),
        };
    }

    /// <summary>The result of a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="device">The device, from the layout.</param>
    /// <param name="endpoint">The endpoint, from the layout.</param>
    public static ProbeResult Unpack(StoredResult row, Device device, Endpoint endpoint)
    {
        var parts = JsonSerializer.Deserialize<ResultParts>(row.More, s_json) ?? new ResultParts(Stages: null, Warnings: null, Algorithms: null, IsTranscriptCut: false, IsTranscriptLeftOut: false);
        return new ProbeResult
        {
            Device = device.Name,
            Host = device.Host,
            Address = row.Address,
            Port = row.Port,
            Protocol = endpoint.Protocol,
            Platform = endpoint.Platform ?? PlatformCatalog.Generic.Name,
            Verdict = row.Outcome switch
            {
                nameof(ProbeOutcome.Ok) => ProbeVerdict.Ok(row.Prompt ?? string.Empty),
                nameof(ProbeOutcome.Limited) => ProbeVerdict.Limited(row.Prompt ?? string.Empty, row.Detail ?? string.Empty),
                _ => ProbeVerdict.Failed(ValueOf(row.Failure, ProbeFailure.InternalError), row.Detail ?? string.Empty),
            },
            Stage = ValueOf(row.Stage, ProbeStage.Resolve),
            StartedAt = row.StartedAt,
            Duration = new TimeSpan(row.Duration),
            Stages = UnpackStages(parts.Stages),
            Attempt = row.Attempt,
            HostKey = row.HostKey,
            Algorithms = parts.Algorithms,
            Transcript = row.Transcript is { } text ? new Transcript(text, parts.IsTranscriptCut) : parts.IsTranscriptLeftOut ? s_leftOut : null,
            Warnings = [.. parts.Warnings ?? []],
        };
    }

    /// <summary>Whether two rows may differ in what was negotiated; of their <see cref="StoredResult.More"/>, without reading all of it.</summary>
    public static bool HaveOtherAlgorithms(string one, string other) => !AlgorithmsIn(one).SequenceEqual(AlgorithmsIn(other));

    /// <summary>What was negotiated, of a row's <see cref="StoredResult.More"/>; <see langword="null"/> for nothing.</summary>
    public static NegotiatedAlgorithms? UnpackAlgorithms(string more) => JsonSerializer.Deserialize<ResultParts>(more, s_json)?.Algorithms;

    /// <summary>The value of a name; the other one for a name this version does not know.</summary>
    public static T ValueOf<T>(string name, T otherwise)
        where T : struct, Enum => Enum.TryParse<T>(name, out var value) && Enum.IsDefined(value) ? value : otherwise;

    // Inside a text the quotation marks would be escaped, so this is the property. To the end: what follows it is short.
    private static ReadOnlySpan<char> AlgorithmsIn(string more) =>
        more.IndexOf("\"Algorithms\":", StringComparison.Ordinal) is >= 0 and var from ? more.AsSpan(from) : [];

    // "Connect=12345 Banner=678", in units of 100 ns: a third of what names in JSON would take, of millions of rows.
    private static string? PackStages(ImmutableArray<StageTime> stages) => stages.IsDefaultOrEmpty
        ? null
        : string.Join(' ', stages.Select(stage => string.Create(CultureInfo.InvariantCulture, $"{stage.Stage}={stage.Duration.Ticks}")));

    private static ImmutableArray<StageTime> UnpackStages(string? stages) =>
    [
        .. (stages ?? string.Empty).Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(stage => stage.Split('='))
            .Where(stage => stage.Length == 2 && long.TryParse(stage[1], out _))
            .Select(stage => new StageTime(ValueOf(stage[0], ProbeStage.Resolve), new TimeSpan(long.Parse(stage[1])))),
    ];

    private sealed record ResultParts(string? Stages, string[]? Warnings, NegotiatedAlgorithms? Algorithms, bool IsTranscriptCut, bool IsTranscriptLeftOut);
}
