using System.Globalization;
using NetDashboard.Storage.Histories;
using NetDashboard.Storage.HostKeys;

namespace NetDashboard.Components.Histories;

/// <summary>Addresses of the history's pages, written and read; what cannot be read in one is left out.</summary>
internal static class HistoryAddress
{
    public const string Scans = "/history";
    public const string Devices = "/history/devices";
    public const string Comparisons = "/compare";
    public const string HostKeys = "/hostkeys";

    private const string DayFormat = "yyyy-MM-dd";

    public static string Of(PastScanQuery query) => Join(
        Scans,
        ("q", query.Text),
        ("from", TextOf(query.From)),
        ("until", TextOf(query.Until)),
        ("before", query.Before?.ToString()),
        ("after", query.After?.ToString()));

    public static string Of(PastDeviceQuery query) => Join(
        Devices, ("q", query.Text), ("failing", query.FailingOnly ? "1" : null), ("before", query.Before), ("after", query.After));

    public static string Of(KnownKeyQuery query) => Join(HostKeys, ("q", query.Text), ("before", query.Before), ("after", query.After));

    public static PastScanQuery ReadScans(string? text, string? from, string? until, string? before, string? after)
    {
        var end = NumberOf(before);
        return new()
        {
            Text = text ?? string.Empty,
            From = DayOf(from),
            Until = DayOf(until),
            Before = end,
            After = end is null ? NumberOf(after) : null,
        };
    }

    public static PastDeviceQuery ReadDevices(string? text, string? failing, string? before, string? after) => new()
    {
        Text = text ?? string.Empty,
        FailingOnly = failing is "1",
        Before = string.IsNullOrEmpty(before) ? null : before,
        After = string.IsNullOrEmpty(before) && !string.IsNullOrEmpty(after) ? after : null,
    };

    public static KnownKeyQuery ReadHostKeys(string? text, string? before, string? after) => new()
    {
        Text = text?.Trim() ?? string.Empty,
        Before = string.IsNullOrEmpty(before) ? null : before,
        After = string.IsNullOrEmpty(before) && !string.IsNullOrEmpty(after) ? after : null,
    };

    /// <summary>A day as the browser's fields take it; <see langword="null"/> for none.</summary>
    public static string? TextOf(DateOnly? day) => day?.ToString(DayFormat, CultureInfo.InvariantCulture);

    private static DateOnly? DayOf(string? text) => DateOnly.TryParseExact(text, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static long? NumberOf(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Join(string path, params (string Name, string? Value)[] parts)
    {
        var query = string.Join('&', parts.Where(part => !string.IsNullOrEmpty(part.Value)).Select(part => $"{part.Name}={Uri.EscapeDataString(part.Value!)}"));
        return query.Length is 0 ? path : $"{path}?{query}";
    }
}
