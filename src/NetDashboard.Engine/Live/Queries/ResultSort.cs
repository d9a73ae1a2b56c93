namespace NetDashboard.Live.Queries;

/// <summary>By what rows are ordered. Rows that have no such value stand last in either direction; equal ones keep the order of the inventory.</summary>
/// <param name="Key">The value.</param>
/// <param name="Protocol">The protocol whose status or duration counts, in lower case; <see langword="null"/> for values of the device.</param>
/// <param name="IsDescending">Largest first.</param>
public sealed record ResultSort(ResultSortKey Key, string? Protocol = null, bool IsDescending = false)
{
    private const string DurationSuffix = ".ms";

    /// <summary>Whether new results can change the order.</summary>
    public bool FollowsResults => Key is ResultSortKey.Status or ResultSortKey.Duration or ResultSortKey.LastCheck;

    /// <summary>As in an address: <c>device</c>, <c>-checked</c>, <c>ssh</c>, <c>-ssh.ms</c>.</summary>
    public override string ToString()
    {
        var name = Key switch
        {
            ResultSortKey.Status => Protocol,
            ResultSortKey.Duration => Protocol + DurationSuffix,
            ResultSortKey.LastCheck => "checked",
            _ => Key.ToString().ToLowerInvariant(),
        };
        return IsDescending ? $"-{name}" : name!;
    }

    /// <summary>Reads what <see cref="ToString"/> writes; <see langword="null"/> for anything else. A name that is no key is taken for a protocol.</summary>
    public static ResultSort? Parse(string text)
    {
        var isDescending = text.StartsWith('-');
        var name = (isDescending ? text[1..] : text).ToLowerInvariant();
        ResultSortKey? key = name switch
        {
            "device" => ResultSortKey.Device,
            "address" => ResultSortKey.Address,
            "platform" => ResultSortKey.Platform,
            "site" => ResultSortKey.Site,
            "checked" => ResultSortKey.LastCheck,
            _ => null,
        };
        if (key is not null)
        {
            return new ResultSort(key.Value, Protocol: null, isDescending);
        }

        var isDuration = name.EndsWith(DurationSuffix, StringComparison.Ordinal);
        var protocol = isDuration ? name[..^DurationSuffix.Length] : name;
        return protocol.Length > 0 && protocol.All(c => char.IsAsciiLetterOrDigit(c) || c is '-')
            ? new ResultSort(isDuration ? ResultSortKey.Duration : ResultSortKey.Status, protocol, isDescending)
            : null;
    }
}

/// <summary>Values that rows can be ordered by.</summary>
public enum ResultSortKey
{
    /// <summary>Name of the device.</summary>
    Device,

    /// <summary>Host name or address.</summary>
    Address,

    /// <summary>Platform name.</summary>
    Platform,

    /// <summary>Site.</summary>
    Site,

    /// <summary>Status over a protocol, the most urgent first.</summary>
    Status,

    /// <summary>Time of the last check over a protocol.</summary>
    Duration,

    /// <summary>When any endpoint of the device was checked last.</summary>
    LastCheck,
}
