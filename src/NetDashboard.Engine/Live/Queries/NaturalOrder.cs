namespace NetDashboard.Live.Queries;

/// <summary>The order in which people count: <c>sw-2</c> before <c>sw-10</c>, <c>10.0.0.9</c> before <c>10.0.0.10</c>. Case does not matter.</summary>
public sealed class NaturalOrder : IComparer<string>
{
    private NaturalOrder()
    {
    }

    /// <summary>The only one.</summary>
    public static NaturalOrder Comparer { get; } = new();

    /// <inheritdoc/>
    public int Compare(string? x, string? y)
    {
        if (x is null || y is null)
        {
            return (x is null ? 0 : 1) - (y is null ? 0 : 1);
        }

        int i = 0, j = 0;
        while (i < x.Length && j < y.Length)
        {
            var order = char.IsAsciiDigit(x[i]) && char.IsAsciiDigit(y[j])
                ? CompareNumbers(x, ref i, y, ref j)
                : char.ToUpperInvariant(x[i++]).CompareTo(char.ToUpperInvariant(y[j++]));
            if (order != 0)
            {
                return order;
            }
        }

        // Equal so far: the shorter one first; "sw-02" and "sw-2", or "SW" and "sw", are told apart to keep the order the same every time.
        var rest = (x.Length - i).CompareTo(y.Length - j);
        return rest != 0 ? rest : string.CompareOrdinal(x, y);
    }

    // By length without leading zeros, then digit by digit: numbers may be longer than any integer type.
    private static int CompareNumbers(string x, ref int i, string y, ref int j)
    {
        var a = TakeNumber(x, ref i);
        var b = TakeNumber(y, ref j);
        return a.Length != b.Length ? a.Length.CompareTo(b.Length) : a.SequenceCompareTo(b);
    }

    private static ReadOnlySpan<char> TakeNumber(string text, ref int at)
    {
        while (at < text.Length && text[at] is '0')
        {
            at++;
        }

        var from = at;
        while (at < text.Length && char.IsAsciiDigit(text[at]))
        {
            at++;
        }

        return text.AsSpan(from..at);
    }
}
