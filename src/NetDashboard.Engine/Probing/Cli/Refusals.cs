namespace NetDashboard.Probing.Cli;

/// <summary>Recognises a device's refusal of a command in the words it answered with.</summary>
internal static class Refusals
{
    private static readonly string[] s_words = ["syntax error", "unknown command", "invalid command", "invalid input", "command not found", "error:"];

    /// <summary>Whether the answer is a refusal: a line that begins with a percent sign, or usual words.</summary>
    public static bool IsRefusal(ReadOnlySpan<char> answer)
    {
        foreach (var line in answer.EnumerateLines())
        {
            if (line.TrimStart() is ['%', ..])
            {
                return true;
            }
        }

        foreach (var words in s_words)
        {
            if (answer.Contains(words, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
