using System.Text;

namespace NetDashboard.Inventory.Reading;

/// <summary>Decides what of a file a finding may quote. A value that could be, or could have swallowed, a secret is not shown.</summary>
internal static class Shown
{
    /// <summary>Stands in a message for the text it quotes; with the blank that follows it.</summary>
    public const string Here = "\uFFFC";

    private const int MaxLength = 60;

    // A shorter one, like the word "cisco", is hidden only where it stands alone: it is part of too many honest values.
    private const int MinSecretLength = 6;

    // Beyond these, looking for every secret in every quoted text would cost seconds; then nothing is quoted.
    private const int MaxQuotedLength = 400;
    private const int MaxSecrets = 50_000;

    // A closing quote forgotten in one line makes a value of the lines that follow, and those hold secrets.
    private static readonly string[] s_signsOfSecrets = ["auth", "pass", "secret"];

    // Nor do honest slips in a host, a number or a name of something known hold these.
    private const string MarksOfSecrets = "\"'#!?@%=+,*{}[]";

    /// <summary>Puts the quoted text into a message, or leaves it out when it holds one of the secrets.</summary>
    public static string Fill(string message, string quoted, IReadOnlyCollection<string> secrets)
    {
        if (quoted.Length > MaxQuotedLength || secrets.Count > MaxSecrets)
        {
            return message.Replace(Here, string.Empty, StringComparison.Ordinal);
        }

        foreach (var secret in secrets)
        {
            if (secret.Length >= MinSecretLength
                ? quoted.Contains(secret, StringComparison.OrdinalIgnoreCase)
                : string.Equals(quoted, secret, StringComparison.OrdinalIgnoreCase))
            {
                return message.Replace(Here, string.Empty, StringComparison.Ordinal);
            }
        }

        return message.Replace(Here, Value(quoted), StringComparison.Ordinal);
    }

    /// <summary>The value in quotes, escaped and cut at the first blank or after 60 characters; empty when it must not be shown.</summary>
    private static string Value(string text)
    {
        foreach (var sign in s_signsOfSecrets)
        {
            if (text.Contains(sign, StringComparison.OrdinalIgnoreCase))
            {
                return string.Empty;
            }
        }

        if (text.Length == 0)
        {
            return string.Empty;
        }

        var shown = new StringBuilder("'", MaxLength + 10);
        foreach (var c in text)
        {
            if (MarksOfSecrets.Contains(c, StringComparison.Ordinal))
            {
                return string.Empty;
            }

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
