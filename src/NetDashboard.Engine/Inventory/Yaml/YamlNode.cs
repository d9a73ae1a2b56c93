namespace NetDashboard.Inventory.Yaml;

/// <summary>
/// A value, list or map of a file, and where it stands. Values are text: numbers and words keep the form they were written in, so that a
/// password <c>0123</c> stays one. There are no aliases, so a tree is never larger than its file, nor deeper than <see cref="YamlLimits.Depth"/>.
/// </summary>
internal sealed class YamlNode
{
    private static readonly YamlNode[] s_none = [];

    private readonly int _line;
    private readonly int _column;

    /// <summary>Makes a node without members.</summary>
    public YamlNode(YamlNodeKind kind, Place place, int start)
    {
        Kind = kind;
        (_line, _column) = (place.Line, place.Column);
        Start = End = start;
    }

    /// <summary>What it is.</summary>
    public YamlNodeKind Kind { get; }

    /// <summary>The value with quotes and escapes resolved; empty for lists and maps.</summary>
    public string Text { get; init; } = string.Empty;

    /// <summary>Whether a value is written without quotes and not as a block.</summary>
    public bool IsPlain { get; init; }

    /// <summary>Index of a value's first character in the decoded text, its quote included.</summary>
    public int Start { get; }

    /// <summary>Index after a value's last character.</summary>
    public int End { get; init; }

    /// <summary>A list's members; a map's keys and values in turns.</summary>
    public YamlNode[] Items { get; set; } = s_none;

    /// <summary>Where it begins.</summary>
    public Place Place => new(_line, _column);

    /// <summary>Whether it is a single value.</summary>
    public bool IsScalar => Kind is YamlNodeKind.Scalar;

    /// <summary>Whether it is a list.</summary>
    public bool IsList => Kind is YamlNodeKind.List;

    /// <summary>Whether it is a map.</summary>
    public bool IsMap => Kind is YamlNodeKind.Map;

    /// <summary>Whether nothing stands there: no character at all, or <c>~</c> or <c>null</c> without quotes.</summary>
    public bool IsNull => IsScalar && IsPlain && Text is ("" or "~" or "null" or "Null" or "NULL");

    /// <summary>Whether it stands for "not set": nothing, <c>~</c> or <c>null</c> without quotes, or an empty string.</summary>
    public bool IsUnset => IsScalar && (Text.Length == 0 || IsNull);

    /// <summary>How many pairs a map has; 0 for anything else.</summary>
    public int PairCount => IsMap ? Items.Length / 2 : 0;

    /// <summary>A map's key, by the number of its pair.</summary>
    public YamlNode KeyAt(int pair) => Items[pair * 2];

    /// <summary>A map's value, by the number of its pair.</summary>
    public YamlNode ValueAt(int pair) => Items[(pair * 2) + 1];

    /// <summary>The value of a map's key; <see langword="null"/> when it has none, or this is no map.</summary>
    public YamlNode? Find(string key)
    {
        for (var i = 0; i < PairCount; i++)
        {
            if (string.Equals(KeyAt(i).Text, key, StringComparison.Ordinal))
            {
                return ValueAt(i);
            }
        }

        return null;
    }
}
