using System.Globalization;
using NetDashboard.Components.Statuses;
using NetDashboard.Live;
using NetDashboard.Probing;
using NetDashboard.Storage.Histories;

namespace NetDashboard.Components.Histories;

/// <summary>The history in words.</summary>
internal static class HistoryWords
{
    private const double Gibibyte = 1024.0 * 1024 * 1024;
    private const double Mebibyte = 1024.0 * 1024;

    /// <summary>How a result is shown.</summary>
    public static StatusLook LookOf(PastResult result) => StatusLook.Of(EndpointStatuses.Of(result.Outcome));

    /// <summary>A result in one line: when, what came of it, why.</summary>
    public static string Of(PastResult result) =>
        FailureGuide.Of(result.Failure) is { } guide ? $"{Time(result.StartedAt)}: {LookOf(result).Word}, {guide.Title}" : $"{Time(result.StartedAt)}: {LookOf(result).Word}";

    /// <summary>The last results in one sentence.</summary>
    public static string Of(PastEndpoint endpoint)
    {
        if (endpoint.Strip is not [.., var last])
        {
            return "No result.";
        }

        var counts = endpoint.Strip.GroupBy(result => result.Outcome).Select(group => $"{group.Count()} {LookOf(group.First()).Word}");
        return $"The last {endpoint.Strip.Length}, the oldest first: {string.Join(", ", counts)}. The last one {Of(last)}.";
    }

    /// <summary>How many logins were OK, of how many; a dash for none.</summary>
    public static string RateOf(PastEndpoint endpoint) => endpoint.SuccessRate is { } rate
        ? string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(rate * 1000) / 10:0.0} %")
        : "–";

    /// <summary>A moment, to the minute.</summary>
    public static string Time(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>Since when a login fails, and how long that is.</summary>
    public static string Since(DateTimeOffset at, DateTimeOffset now) => $"{Time(at)} ({Age(now - at)})";

    /// <summary>A size as people say it.</summary>
    public static string Size(long bytes) => bytes >= Gibibyte ? $"{bytes / Gibibyte:0.0} GiB" : $"{bytes / Mebibyte:0.0} MiB";

    private static string Age(TimeSpan age) => age switch
    {
        { TotalDays: >= 2 } => $"{age.TotalDays:0} days",
        { TotalHours: >= 2 } => $"{age.TotalHours:0} h",
        _ => $"{Math.Max(age.TotalMinutes, 0):0} min",
    };
}
