using System.Text;
using NetDashboard.Live;
using NetDashboard.Platforms;
using NetDashboard.Probing;

namespace NetDashboard.Reporting;

/// <summary>
/// Results as CSV (RFC 4180): one line for each endpoint, the ones without a result included. Text that a spreadsheet would take for a formula gets an
/// apostrophe before it.
/// </summary>
public static class ResultCsv
{
    /// <summary>The first line, with a byte order mark, without which spreadsheets take UTF-8 for something else.</summary>
    public const string Header =
        "\uFEFFdevice,host,address,port,protocol,platform,site,tags,status,failure,stage,prompt,detail,startedAt,durationMs,attempt,hostKey,warnings\r\n";

    /// <summary>Writes the line of one endpoint.</summary>
    /// <param name="csv">Receives the line.</param>
    /// <param name="place">The endpoint.</param>
    /// <param name="state">Its state.</param>
    public static void Write(StringBuilder csv, ScanEndpoint place, EndpointState state)
    {
        var (_, device, endpoint) = place;

        // While it is tried again, or after it was cancelled, the last result is of another attempt than the line tells.
        var result = state.Status.IsFinished() && state.Status is not EndpointStatus.Cancelled ? state.Result : null;
        Text(csv, device.Name);
        Text(csv, device.Host);
        Text(csv, result?.Address);
        Number(csv, (result?.Port ?? endpoint.Port)?.ToString());
        Text(csv, endpoint.Protocol);
        Text(csv, endpoint.Platform ?? PlatformCatalog.Generic.Name);
        Text(csv, device.Site);
        Text(csv, string.Join("; ", device.Tags));
        Text(csv, state.Status.ToString().ToLowerInvariant());
        Text(csv, result?.Verdict.Failure is null or ProbeFailure.None ? null : result.Verdict.Failure.ToString());
        Text(csv, result?.Stage.ToString());
        Text(csv, result?.Verdict.Prompt);
        Text(csv, result?.Verdict.Detail);
        Number(csv, result?.StartedAt.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'"));
        Number(csv, result?.Duration.TotalMilliseconds.ToString("0.###"));
        Number(csv, state.Attempt.ToString());
        Text(csv, result?.HostKey);
        Text(csv, result is null ? null : string.Join("; ", result.Warnings), isLast: true);
    }

    /// <summary>Text as one value: no formula, quoted where it must be.</summary>
    public static string Escape(string text)
    {
        // The wide forms count, too: some spreadsheets read them as the narrow ones.
        var safe = text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠' ? "'" + text : text;
        return safe.AsSpan().IndexOfAny(",\"\r\n") >= 0 || safe.AsSpan().Trim().Length != safe.Length ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }

    private static void Text(StringBuilder csv, string? text, bool isLast = false) => csv.Append(Escape(text ?? string.Empty)).Append(isLast ? "\r\n" : ",");

    private static void Number(StringBuilder csv, string? number) => csv.Append(number).Append(',');
}
