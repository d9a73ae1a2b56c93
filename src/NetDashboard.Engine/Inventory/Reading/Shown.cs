using System.Text;

namespace NetDashboard.Inventory.Reading;

/// <summary>Decides what of a file a finding may quote. A value that could be, or could have swallowed, a secret is not shown.</summary>
internal static class Shown
{
    private const int MaxLength = 60;

    // A closing quote forgotten in one line makes a value of the lines that follow, and those hold secrets.
    private static readonly string[] s_signsOfSecrets = ["@", "auth", "pass", "secret"];

    /// <summary>The value in quotes, escaped and cut at the first blank or after 60 characters; empty when it must not be shown.</summary>
    public static string Value(string text)
    {
        foreach (var sign in s_signsOfSecrets)
        {
            if (text.Contains(sign, StringComparison.OrdinalIgnoreCase))
            {
                return string.Empty;
            }
        }

        var shown = new StringBuilder("'", MaxLength + 10);
        foreach (var c in text)
        {
            if (c is ' ' || shown.Length > MaxLength)
            {
                shown.Append('…');
                break;
            }

            if (c is > ' ' and < '\u007F')
            {
                shown.Append(c);
                continue;
            }

            shown.Append($"\\u{(int)c:X4}");
            if (c is '\n' or '\r' or '\t')
            {
                shown.Append('…');
                break;
            }
        }

        return shown.Append("' ").ToString();
    }

    /// <summary>Whether a key that the format does not know looks like a key rather than like a value out of its place.</summary>
    public static bool IsKeyLike(string key)
    {
        if (key.Length is 0 or > 40)
        {
            return false;
        }

        foreach (var c in key)
        {
            if (!(char.IsAsciiLetterLower(c) || c is '_' || (char.IsAsciiDigit(c) && c != key[0])))
            {
                return false;
            }
        }

        return true;
    }
}
