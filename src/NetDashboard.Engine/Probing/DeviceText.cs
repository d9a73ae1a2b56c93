using System.Globalization;
using System.Text;
using NetDashboard.Inventory;

namespace NetDashboard.Probing;

/// <summary>Makes text from a device fit to be shown: one line, bounded, nothing invisible, no secrets.</summary>
public static class DeviceText
{
    /// <summary>Longest text that is kept, in characters.</summary>
    public const int MaxLength = 500;

    // Our own words come first in a message and a device's last words matter most, so what is too long loses its middle.
    private const int HeadLength = 200;

    // Shorter secrets would blot out ordinary words without hiding anything.
    private const int MinSecretLength = 4;

    /// <summary>
    /// Collapses white space, writes control, format and bidirectional characters as <c>\u001B</c>, and leaves out the middle when the
    /// text is too long: a message begins with what happened, and a device's reason is in its last words.
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

        if (clean.Length <= MaxLength)
        {
            return clean.ToString();
        }

        const int TailLength = MaxLength - HeadLength - 1;
        return string.Concat(clean.ToString(0, HeadLength), "…", clean.ToString(clean.Length - TailLength, TailLength));
    }

    /// <summary>Replaces every secret that stands in the text by <c>***</c>, also where line ends or terminal control stand between its characters.</summary>
    public static string Redact(string text, IEnumerable<Secret> secrets)
    {
        var spans = SecretEchoes.Find(text, secrets.Where(secret => secret.Reveal().Length >= MinSecretLength));
        for (var i = spans.Count - 1; i >= 0; i--)
        {
            text = string.Concat(text.AsSpan(0, spans[i].Start), "***", text.AsSpan(spans[i].End));
        }

        return text;
    }

    /// <summary>Whether a character shows itself and does nothing else.</summary>
    internal static bool IsVisible(char c) => char.GetUnicodeCategory(c)
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
