using System.Buffers;
using NetDashboard.Inventory;

namespace NetDashboard.Probing;

/// <summary>Where a secret stands in a text.</summary>
/// <param name="Start">Its first character.</param>
/// <param name="End">Behind its last character.</param>
internal readonly record struct EchoSpan(int Start, int End);

/// <summary>
/// Finds secrets in what a device sent, also where an echo has line ends, backspaces or terminal control between their characters: the text
/// is looked at as each way of reading those would leave it.
/// </summary>
internal static class SecretEchoes
{
    // Shorter ones stand within ordinary words, where stars would give them away rather than hide them.
    private const int LeastWithinWords = 4;

    /// <summary>All places, in order, without overlaps. The text may hold anything.</summary>
    public static List<EchoSpan> Find(ReadOnlySpan<char> text, IEnumerable<Secret> secrets)
    {
        List<EchoSpan> found = [];
        var values = secrets.Select(secret => EchoView.Visible(secret.Reveal())).Where(value => value.Length > 0).ToArray();
        if (values.Length == 0)
        {
            return found;
        }

        var chars = ArrayPool<char>.Shared.Rent(text.Length);
        var places = ArrayPool<int>.Shared.Rent(text.Length);
        try
        {
            foreach (var reading in EchoView.ReadingsOf(text))
            {
                var length = EchoView.Read(text, reading, chars, places);
                foreach (var value in values)
                {
                    Find(chars.AsSpan(0, length), places, value, found);
                }
            }
        }
        finally
        {
            // May hold a secret.
            ArrayPool<char>.Shared.Return(chars, clearArray: true);
            ArrayPool<int>.Shared.Return(places);
        }

        return Merge(found);
    }

    private static void Find(ReadOnlySpan<char> view, ReadOnlySpan<int> places, string value, List<EchoSpan> found)
    {
        for (var from = 0; view[from..].IndexOf(value, StringComparison.Ordinal) is >= 0 and var at; from += at + 1)
        {
            var start = from + at;
            var end = start + value.Length;
            if (value.Length >= LeastWithinWords || !IsWithinWord(view, start, end))
            {
                found.Add(new EchoSpan(places[start], places[end - 1] + 1));
            }
        }
    }

    private static bool IsWithinWord(ReadOnlySpan<char> view, int start, int end) =>
        (start > 0 && char.IsLetterOrDigit(view[start - 1])) || (end < view.Length && char.IsLetterOrDigit(view[end]));

    private static List<EchoSpan> Merge(List<EchoSpan> spans)
    {
        if (spans.Count < 2)
        {
            return spans;
        }

        spans.Sort((a, b) => a.Start.CompareTo(b.Start));
        List<EchoSpan> merged = [spans[0]];
        foreach (var span in spans)
        {
            if (span.Start < merged[^1].End)
            {
                merged[^1] = merged[^1] with { End = Math.Max(merged[^1].End, span.End) };
            }
            else
            {
                merged.Add(span);
            }
        }

        return merged;
    }
}
