using System.Text;
using NetDashboard.Comparing;
using NetDashboard.Probing;

namespace NetDashboard.Reporting;

/// <summary>Changes between two scans as CSV (RFC 4180), one line for each; text is made harmless as in <see cref="ResultCsv"/>.</summary>
public static class ComparisonCsv
{
    /// <summary>The first line, with a byte order mark.</summary>
    public const string Header =
        "\uFEFFchange,device,protocol,wholeDevice,statusBefore,statusNow,failureBefore,failureNow,otherReason,detailBefore,detailNow,failingSince,"
        + "promptBefore,promptNow,hostKeyBefore,hostKeyNow,durationMsBefore,durationMsNow,weaker\r\n";

    /// <summary>Writes the line of one change.</summary>
    public static void Write(StringBuilder csv, EndpointChange change)
    {
        var (before, now) = (change.Before, change.Now);
        string?[] values =
        [
            ComparisonQuery.NameOf(change.Kind), change.Endpoint.Device, change.Endpoint.Protocol, change.IsWholeDevice ? "true" : "false",
            StatusOf(before), StatusOf(now), FailureOf(before), FailureOf(now), change.HasOtherReason ? "true" : "false", before?.Detail, now?.Detail,
            now?.FailingSince?.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'"), before?.Prompt, now?.Prompt, before?.HostKey, now?.HostKey,
            before?.Duration?.TotalMilliseconds.ToString("0.###"), now?.Duration?.TotalMilliseconds.ToString("0.###"),
            string.Join("; ", change.Weaker.Select(one => $"{one.What}: {one.Before} -> {one.Now}")),
        ];
        csv.AppendJoin(',', values.Select(value => ResultCsv.Escape(value ?? string.Empty))).Append("\r\n");
    }

    private static string? StatusOf(ComparedLogin? login) => login is null ? null : ResultJson.NameOf(login.Outcome);

    private static string? FailureOf(ComparedLogin? login) => login is null or { Failure: ProbeFailure.None } ? null : login.Failure.ToString();
}
