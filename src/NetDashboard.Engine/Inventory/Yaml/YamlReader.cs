using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace NetDashboard.Inventory.Yaml;

/// <summary>
/// Walks a YAML text once, event by event, under <see cref="YamlLimits"/>. It never recurses and never builds a tree, because nesting
/// overflows the stack of a deserializer and aliases explode when walked: both would end the process or its memory.
/// </summary>
/// <remarks>Every method throws <see cref="YamlRefusedException"/> where the text breaks a limit or is not YAML.</remarks>
internal sealed class YamlReader
{
    private readonly string _text;
    private readonly Parser _parser;
    private readonly KeyChecks _keys;
    private int _events;
    private YamlScalar _scalar;

    /// <summary>Stands before the text's first value.</summary>
    /// <param name="text">The decoded file.</param>
    /// <param name="isShownKey">Which keys may be named in a finding.</param>
    public YamlReader(string text, Func<string, bool> isShownKey)
    {
        _text = text;
        _parser = new Parser(new StringReader(text));
        _keys = new KeyChecks(isShownKey);
    }

    /// <summary>What the reader stands on.</summary>
    public YamlNodeKind Kind { get; private set; } = YamlNodeKind.End;

    /// <summary>Where that begins.</summary>
    public Place Place { get; private set; } = Place.Start;

    /// <summary>The value the reader stands on; valid only on a scalar.</summary>
    public YamlScalar Scalar => _scalar;

    /// <summary>Goes to the first value.</summary>
    /// <returns>Whether there is one.</returns>
    public bool MoveToRoot()
    {
        Advance(); // start of the stream
        Advance(); // start of the document, or end of an empty stream
        if (_parser.Current is not DocumentStart)
        {
            return false;
        }

        Advance();
        return Kind is not YamlNodeKind.Scalar || !_scalar.IsUnset;
    }

    /// <summary>Goes from the beginning of a list or map to its first member, or to its end.</summary>
    public void Enter() => Advance();

    /// <summary>Goes from the end of a list or map past it.</summary>
    public void Leave() => Advance();

    /// <summary>Goes past the value, list or map the reader stands on, whatever is in it.</summary>
    public void Skip()
    {
        var depth = Kind is YamlNodeKind.Scalar ? _keys.Depth : _keys.Depth - 1;
        while (_keys.Depth > depth)
        {
            Advance();
        }

        Advance();
    }

    /// <summary>Reads what is left after the first value, which must be nothing.</summary>
    public void Finish()
    {
        while (_parser.Current is not StreamEnd)
        {
            Advance();
        }
    }

    private void Advance()
    {
        try
        {
            _parser.MoveNext();
        }
        catch (YamlException e)
        {
            throw YamlSyntax.Explain(e, _text);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or IndexOutOfRangeException or FormatException or OverflowException)
        {
            // The parser leaks these for some broken texts, for example an escape beyond Unicode.
            throw new YamlRefusedException(Place, YamlSyntax.General, e);
        }

        Accept(_parser.Current ?? throw new YamlRefusedException(Place, YamlSyntax.General));
    }

    private void Accept(ParsingEvent found)
    {
        _events++;
        if (found.Start.Index > 0 || _events <= 3)
        {
            // The parser gives no place to the map it adds around a lone "key: value" in a flow list; the one before is nearest.
            Place = ToPlace(found.Start);
        }

        if (_events > YamlLimits.Events)
        {
            throw new YamlRefusedException(Place, $"The file has more than {YamlLimits.Events:N0} values. Split it into several inventories.");
        }

        switch (found)
        {
            case Scalar scalar:
                AcceptNode(scalar);
                AcceptScalar(scalar);
                break;
            case SequenceStart or MappingStart:
                AcceptNode((NodeEvent)found);
                Kind = found is MappingStart ? YamlNodeKind.Map : YamlNodeKind.List;
                _keys.OnOpen(Kind is YamlNodeKind.Map, Place);
                break;
            case SequenceEnd or MappingEnd:
                _keys.OnClose();
                Kind = YamlNodeKind.End;
                break;
            case AnchorAlias:
                throw new YamlRefusedException(Place, YamlSyntax.Alias);
            case DocumentStart when _events > 2:
                throw new YamlRefusedException(Place, "A second document begins here. An inventory file holds one: remove the '---' or make it a file of its own.");
            default:
                Kind = YamlNodeKind.End;
                break;
        }
    }

    private void AcceptNode(NodeEvent node)
    {
        if (!node.Anchor.IsEmpty)
        {
            throw new YamlRefusedException(Place, YamlSyntax.Alias);
        }

        if (!node.Tag.IsEmpty)
        {
            throw new YamlRefusedException(Place, YamlSyntax.Tag);
        }
    }

    private void AcceptScalar(Scalar scalar)
    {
        if (scalar.Value.Length > YamlLimits.ScalarLength)
        {
            throw new YamlRefusedException(Place, $"This value is longer than {YamlLimits.ScalarLength:N0} characters. Look for a quote that is not closed.");
        }

        Kind = YamlNodeKind.Scalar;
        var isPlain = scalar.Style is ScalarStyle.Plain;
        _scalar = new YamlScalar(scalar.Value, isPlain, Place);
        _keys.OnScalar(scalar.Value, isPlain, Place);
    }

    private static Place ToPlace(in Mark mark) => new((int)Math.Max(mark.Line, 1), (int)Math.Max(mark.Column, 1));
}
