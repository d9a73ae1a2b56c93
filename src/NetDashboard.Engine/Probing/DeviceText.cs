using System.Globalization;
using System.Text;
using NetDashboard.Inventory;

namespace NetDashboard.Probing;

/// <summary>Makes text from a device fit to be shown: one line, bounded, nothing invisible, no secrets.</summary>
public static class DeviceText
{
    /// <summary>Longest text that is kept, in characters.</summary>
    public const int MaxLength = 400;

    // Shorter secrets would blot out ordinary words without hiding anything.
    private const int MinSecretLength = 4;

    /// <summary>
    /// Collapses white space, writes control, format and bidirectional characters as <c>\u001B</c>, and keeps the end when the
    /// text is too long, since a device's reason is in its last words.
    /// </summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(Math.Min(text.Length, MaxLength * 2));
        var gap = false;
        foreach (var c in text)
        {
            if (c is ' ' or '\t' or '\r' or '\n')
            {
                gap = clean.Length > 0;
                continue;
            }

            if (gap)
            {
                clean.Append(' ');
                gap = false;
            }

            if (IsVisible(c))
            {
                clean.Append(c);
            }
            else
            {
                clean.Append($"\\u{(int)c:X4}");
            }
        }

        return clean.Length <= MaxLength ? clean.ToString() : string.Concat("…", clean.ToString(clean.Length - MaxLength + 1, MaxLength - 1));
    }

    /// <summary>Replaces every secret that stands in the text by <c>***</c>.</summary>
    public static string Redact(string text, IEnumerable<Secret> secrets)
    {
        foreach (var value in secrets.Select(secret => secret.Reveal()).Where(value => value.Length >= MinSecretLength).OrderByDescending(value => value.Length))
        {
            text = text.Replace(value, "***", StringComparison.Ordinal);
        }

        return text;
    }

    private static bool IsVisible(char c) => char.GetUnicodeCategory(c)
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
