using YamlDotNet.Core;

namespace NetDashboard.Inventory.Yaml;

/// <summary>Says in an operator's words why a text is not YAML, without the parser's own words, which can quote the file.</summary>
internal static class YamlSyntax
{
    /// <summary>For what has no better explanation.</summary>
    public const string General = "This is not valid YAML. Check the indentation, the quotes and the ':' of this line and the one above.";

    /// <summary>For anchors and aliases.</summary>
    public const string Alias = "Anchors (&name) and aliases (*name) are not accepted. Write the value out, or in quotes when it begins with '&' or '*' itself.";

    /// <summary>For tags.</summary>
    public const string Tag = "YAML tags (!name) are not accepted. Put the value in quotes when it begins with '!' itself.";

    private const string Tab = "A tab stands where YAML expects spaces. Indent with spaces only.";

    // From a part of the parser's message to what to do about it; the first that fits counts.
    private static readonly (string Part, string Advice)[] s_advice =
    [
        ("anchor", Alias),
        ("a tag", Tag),
        ("tag handle", Tag),
        (" tab", Tab),
        ("cannot start any token", "A value cannot begin with this character. Put the value in quotes; indent with spaces, not tabs."),
        ("unexpected end of stream", "This quote is not closed before the end of the file."),
        ("quoted scalar, found unknown escape", "In double quotes a backslash begins an escape. Double it, or use single quotes."),
        ("quoted scalar, did not find expected hexadecimal", "In double quotes a backslash begins an escape. Double it, or use single quotes."),
        ("invalid Unicode", "This value holds an escape for a character that does not exist."),
        ("quoted", "The quotes here do not fit. Check where they open and close."),
        ("apping values are not allowed", "A ':' stands where none may. Check the indentation, and put a value that contains ': ' in quotes."),
        ("found invalid mapping", "A ':' stands where none may. Check the indentation, and put a value that contains ': ' in quotes."),
        ("expected ':'", "A key without ':' and a value. Write 'key: value', with a space after the colon."),
        ("',' or", "A ',' or a closing bracket is missing before this place."),
        ("expected key", "The indentation does not fit the lines above. Keys of one entry begin in the same column."),
        ("'-' indicator", "The indentation does not fit the lines above. Entries of one list begin with '-' in the same column."),
        ("<document", "The indentation does not fit the lines above, or this does not belong to the list of devices."),
        ("directive", "A line that begins with '%' is a YAML directive, which an inventory does not need. Remove it or quote the value."),
    ];

    /// <summary>The refusal for a parser's complaint about a text.</summary>
    public static YamlRefusedException Explain(YamlException complaint, string text)
    {
        var advice = General;
        foreach (var (part, words) in s_advice)
        {
            if (complaint.Message.Contains(part, StringComparison.Ordinal))
            {
                advice = words;
                break;
            }
        }

        // The complaint travels as no inner exception: its message may hold a piece of the file.
        var place = new Place((int)Math.Max(complaint.Start.Line, 1), (int)Math.Max(complaint.Start.Column, 1));
        var code = ReferenceEquals(advice, Alias) ? FindingCode.YamlAnchor : ReferenceEquals(advice, Tag) ? FindingCode.YamlTag : FindingCode.InvalidYaml;
        return new YamlRefusedException(code, ReferenceEquals(advice, Tab) ? FirstTab(text, place) : place, advice);
    }

    // The parser complains where the value before the tab begins.
    private static Place FirstTab(string text, Place complaint)
    {
        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var indentation = line.Length - line.TrimStart(" \t").Length;
            if (++number >= complaint.Line && line[..indentation].IndexOf('\t') is var tab and >= 0)
            {
                return new Place(number, tab + 1);
            }
        }

        return complaint;
    }
}
