namespace NetDashboard.Probing.Cli;

/// <summary>Looks at the end of a terminal's text, where prompts and questions stand.</summary>
internal static class TextTail
{
    /// <summary>The text without trailing blanks; line ends stay, for a prompt is not followed by one.</summary>
    public static ReadOnlySpan<char> TrimBlanks(ReadOnlySpan<char> text) => text.TrimEnd(" \t");

    /// <summary>The last line without trailing blanks; empty right after a line end.</summary>
    public static ReadOnlySpan<char> LastLine(ReadOnlySpan<char> text)
    {
        text = TrimBlanks(text);
        return text[(text.LastIndexOf('\n') + 1)..];
    }

    /// <summary>Where the last <paramref name="count"/> lines begin.</summary>
    public static int StartOfLines(ReadOnlySpan<char> text, int count)
    {
        var start = text.Length;
        for (var i = 0; i < count && start >= 0; i++)
        {
            start = text[..start].LastIndexOf('\n');
        }

        return start + 1;
    }
}
