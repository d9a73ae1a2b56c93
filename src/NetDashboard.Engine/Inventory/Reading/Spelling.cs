namespace NetDashboard.Inventory.Reading;

/// <summary>Finds the word that was probably meant.</summary>
internal static class Spelling
{
    /// <summary>The word that is nearest to another, or <see langword="null"/> when none is near.</summary>
    public static string? Nearest(string word, IEnumerable<string> words)
    {
        string? nearest = null;
        var best = Math.Min(3, (word.Length + 1) / 3) + 1;
        foreach (var candidate in words)
        {
            if (Math.Abs(candidate.Length - word.Length) < best && Distance(word, candidate) is var distance && distance < best)
            {
                best = distance;
                nearest = candidate;
            }
        }

        return nearest;
    }

    /// <summary>A question for the end of a message, with a blank before it; empty when there is nothing to suggest.</summary>
    public static string Hint(string? nearest) => nearest is null ? string.Empty : $" Did you mean '{nearest}'?";

    private static int Distance(string a, string b)
    {
        // Levenshtein's, row by row. Words that come here are short.
        var row = new int[b.Length + 1];
        for (var j = 0; j < row.Length; j++)
        {
            row[j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = diagonal + (char.ToLowerInvariant(a[i - 1]) == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
