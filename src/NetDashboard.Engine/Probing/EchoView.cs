using System.Globalization;

namespace NetDashboard.Probing;

/// <summary>
/// Ways to read what a device echoes with its noise left out. A terminal wraps a long line with <c>CR LF</c> or a blank and a <c>CR</c>, redraws
/// it with backspaces, masks what was typed, and colours it; which of these a device does cannot be known.
/// </summary>
internal static class EchoView
{
    private const char Escape = '\u001b';
    private const char ControlSequence = '\u009b';

    private static readonly EchoReading[] s_plain = [EchoReading.Plain];
    private static readonly EchoReading[] s_erasing = [EchoReading.Plain, EchoReading.Erasing, EchoReading.Keeping];
    private static readonly EchoReading[] s_sequences = [EchoReading.Plain, EchoReading.WithoutSequences, EchoReading.Erasing, EchoReading.Keeping];

    /// <summary>The readings that can differ for this text.</summary>
    public static ReadOnlySpan<EchoReading> ReadingsOf(ReadOnlySpan<char> text) =>
        text.ContainsAny(Escape, ControlSequence) ? s_sequences
        : text.Contains('\b') || text.Contains(" \r", StringComparison.Ordinal) ? s_erasing
        : s_plain;

    /// <summary>A value as every reading would show it.</summary>
    public static string Visible(string value) => value.All(Counts) ? value : string.Concat(value.Where(Counts));

    /// <summary>
    /// Reads the text in one way, into <paramref name="chars"/>, and says in <paramref name="places"/> where in the text each of these stands;
    /// both are at least as long as the text.
    /// </summary>
    /// <returns>How many characters were read.</returns>
    public static int Read(ReadOnlySpan<char> text, EchoReading reading, Span<char> chars, Span<int> places)
    {
        var length = 0;
        var overwritten = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is Escape or ControlSequence && reading is not EchoReading.Plain)
            {
                i = EndOfSequence(text, i);
            }
            else if (c is '\b')
            {
                overwritten++;
                length -= reading is EchoReading.Erasing && length > 0 ? 1 : 0;
            }
            else if (c is '\r')
            {
                length -= reading is EchoReading.Erasing && length > 0 && chars[length - 1] is ' ' ? 1 : 0;
            }
            else if (!Counts(c))
            {
                continue;
            }
            else if (reading is EchoReading.Keeping && overwritten > 0)
            {
                overwritten--;
            }
            else
            {
                chars[length] = c;
                places[length++] = i;
            }
        }

        return length;
    }

    private static bool Counts(char c) => c is ' ' || !(char.IsWhiteSpace(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format);

    // Where a control sequence or an escape sequence ends (ECMA-48, section 5.4; ECMA-35, section 13). What an operating system command holds is text.
    private static int EndOfSequence(ReadOnlySpan<char> text, int start)
    {
        var isControl = text[start] is ControlSequence || text[start..] is [_, '[', ..];
        var i = text[start] is Escape && isControl ? start + 2 : start + 1;
        var (lastWithin, firstFinal) = isControl ? ('?', '@') : ('/', '0');
        while (i < text.Length && text[i] >= ' ' && text[i] <= lastWithin)
        {
            i++;
        }

        return i < text.Length && text[i] >= firstFinal && text[i] <= '~' ? i : i - 1;
    }
}

/// <summary>What to make of the noise in an echo.</summary>
internal enum EchoReading
{
    /// <summary>Controls are left out, and sequences stay as text.</summary>
    Plain,

    /// <summary>Sequences are left out too.</summary>
    WithoutSequences,

    /// <summary>A backspace takes the character before it away, and a return a blank before it, as on a screen.</summary>
    Erasing,

    /// <summary>What is typed over stays, and what is typed over it is left out: <c>p BS *</c> for a masked character.</summary>
    Keeping,
}
