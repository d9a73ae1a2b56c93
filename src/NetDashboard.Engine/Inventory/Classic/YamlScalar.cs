using System.Globalization;
using System.Text;

namespace NetDashboard.Inventory.Classic;

/// <summary>Text as a YAML value in double quotes, in which nothing has a meaning of its own.</summary>
internal static class YamlScalar
{
    /// <summary>Any text; what looks like a reference is none.</summary>
    public static string Quote(string text) => QuoteAsIs(text.Replace("${", "$${", StringComparison.Ordinal));

    /// <summary>Text in which references are meant.</summary>
    public static string QuoteAsIs(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (var c in text)
        {
            quoted.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                _ when IsInvisible(c) => $"\\u{(int)c:X4}",
                _ => c.ToString(),
            });
        }

        return quoted.Append('"').ToString();
    }

    // Surrogates are halves of visible characters, nearly always.
    private static bool IsInvisible(char c) =>
        char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
