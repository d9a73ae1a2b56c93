using System.Text;

namespace NetDashboard.Storage.Model;

/// <summary>Text that every database takes: what a device or a file brought along must not be able to stop the writing.</summary>
internal static class StorableText
{
    /// <summary>The text, with U+FFFD for NUL and for halves of surrogate pairs, which PostgreSQL refuses.</summary>
    public static string Of(string text) => IsStorable(text) ? text : Repair(text);

    private static bool IsStorable(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\0' || (char.IsSurrogate(c) && !(i + 1 < text.Length && char.IsSurrogatePair(c, text[i + 1]) && ++i > 0)))
            {
                return false;
            }
        }

        return true;
    }

    // Enumerating runes puts U+FFFD in place of halves.
    private static string Repair(string text)
    {
        var repaired = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            repaired.Append(rune.Value == 0 ? Rune.ReplacementChar : rune);
        }

        return repaired.ToString();
    }
}
