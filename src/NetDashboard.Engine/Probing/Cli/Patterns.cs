using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace NetDashboard.Probing.Cli;

/// <summary>
/// Regular expressions of platforms and inventories, made once each. They run on text that a device chose, so none may take long: they are
/// matched without backtracking where the pattern allows it, and under a time limit where not. The limit is wall time, so it leaves room for a busy machine.
/// </summary>
internal static class Patterns
{
    // Inventories share a few patterns; a file with a different one per device must not fill the memory.
    private const int MaxCached = 256;
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.CultureInvariant;

    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(1);
    private static readonly ConcurrentDictionary<string, Regex> s_custom = new(StringComparer.Ordinal);

    /// <summary>How many patterns of inventories are kept.</summary>
    public static int Count => s_custom.Count;

    /// <summary>A pattern of an inventory, with the options scrapli gives it.</summary>
    /// <exception cref="ProbeException">It is no valid pattern.</exception>
    public static Regex Custom(string pattern, string key)
    {
        if (s_custom.TryGetValue(pattern, out var known))
        {
            return known;
        }

        if (s_custom.Count >= MaxCached)
        {
            s_custom.Clear();
        }

        try
        {
            return s_custom.GetOrAdd(pattern, Create(pattern));
        }
        catch (ArgumentException e)
        {
            throw new ProbeException(ProbeFailure.PromptTimeout, $"{key} of the inventory is no valid pattern: {e.Message}", e);
        }
    }

    /// <summary>
    /// A pattern of a platform for whole lines at the end of a text. It backtracks: those patterns are ours and bounded, and from cold it costs
    /// a seventh of what the other engine does. No limit: on a bounded text it could only strike when this machine is busy.
    /// </summary>
    public static Regex WholeLines(string pattern) => new($@"^(?:{pattern})\z", Options, Regex.InfiniteMatchTimeout);

    /// <summary>Whether a match reaches the end of the text, trailing blanks aside, which a pattern may name or leave out.</summary>
    /// <exception cref="ProbeException">The pattern took too long.</exception>
    public static bool MatchesAtEnd(Regex custom, ReadOnlySpan<char> text, string key)
    {
        var trimmed = TextTail.TrimBlanks(text);
        return MatchesBeyond(custom, trimmed, trimmed.Length, key)
            || (trimmed.Length < text.Length && MatchesBeyond(custom, text, trimmed.Length, key));
    }

    /// <summary>Whether a match reaches into the last line; scrapli's users write the start of a question and leave the rest out.</summary>
    /// <exception cref="ProbeException">The pattern took too long.</exception>
    public static bool MatchesInLastLine(Regex custom, ReadOnlySpan<char> text, string key) =>
        MatchesBeyond(custom, text, text.LastIndexOf('\n') + 2, key);

    private static bool MatchesBeyond(Regex custom, ReadOnlySpan<char> text, int end, string key)
    {
        try
        {
            foreach (var match in custom.EnumerateMatches(text))
            {
                if (match.Length > 0 && match.Index + match.Length >= end)
                {
                    return true;
                }
            }

            return false;
        }
        catch (RegexMatchTimeoutException e)
        {
            throw new ProbeException(
                ProbeFailure.PromptTimeout,
                $"{key} of the inventory took more than {s_limit.TotalSeconds:0.#} s on the device's output; write it without nested repetition.",
                e);
        }
    }

    private static Regex Create(string pattern)
    {
        try
        {
            // Linear by design, so a limit could only strike when this machine is busy.
            return new Regex(pattern, Options | RegexOptions.NonBacktracking, Regex.InfiniteMatchTimeout);
        }
        catch (NotSupportedException)
        {
            // Look-around and back-references need backtracking.
            return new Regex(pattern, Options, s_limit);
        }
    }
}
