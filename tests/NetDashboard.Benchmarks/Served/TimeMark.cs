namespace NetDashboard.Benchmarks.Served;

/// <summary>
/// The moment of a result, written into its prompt, so that whoever sees it knows how old it is: <c>sw-17@0123456#</c>. Milliseconds of the clock
/// that all processes of this machine share, the last seven digits.
/// </summary>
internal static class TimeMark
{
    /// <summary>Finds it in a page.</summary>
    public const string InScript = "/@(\\d{7})/";

    private const int Digits = 7;
    private const int Modulus = 10_000_000;

    private static int Now => (int)((long)(DateTime.UtcNow - DateTime.UnixEpoch).TotalMilliseconds % Modulus);

    /// <summary>The mark of this moment.</summary>
    public static string Make() => $"@{Now:D7}";

    /// <summary>How old the results are whose marks stand in some bytes, in milliseconds; each moment once.</summary>
    public static IEnumerable<double> AgesIn(ReadOnlySpan<byte> bytes)
    {
        List<int>? marks = null;
        for (var at = bytes.IndexOf((byte)'@'); at >= 0; at = bytes.IndexOf((byte)'@'))
        {
            bytes = bytes[(at + 1)..];
            if (bytes.Length >= Digits && int.TryParse(bytes[..Digits], out var mark) && !(marks ??= []).Contains(mark))
            {
                marks.Add(mark);
            }
        }

        var now = Now;
        return marks?.Select(mark => (double)((now - mark + Modulus) % Modulus)) ?? [];
    }
}
