using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace NetDashboard.Inventory.Yaml;

/// <summary>
/// Makes a tree of a YAML text under <see cref="YamlLimits"/>, event by event with a stack of its own: nesting would overflow the stack of a
/// deserializer, and aliases, which explode when walked, are refused.
/// </summary>
internal sealed class YamlDocument
{
    private const int MaxVaults = 100;

    private readonly string _text;
    private readonly Parser _parser;
    private readonly KeyChecks _keys;
    private readonly List<YamlNode> _members = [];
    private readonly Stack<(YamlNode Node, int FirstMember)> _open = new();
    private readonly Dictionary<string, string> _words = new(StringComparer.Ordinal);
    private List<Place>? _vaults;
    private int _events;
    private Place _place = Place.Start;

    private YamlDocument(string text, Func<string, bool> isShownKey)
    {
        _text = text;
        _parser = new Parser(new StringReader(text));
        _keys = new KeyChecks(isShownKey);
    }

    /// <summary>The file's one value; <see langword="null"/> when it has none.</summary>
    public YamlNode? Root { get; private set; }

    /// <summary>Where values stand that Ansible Vault has encrypted, each an empty value in the tree; <see langword="null"/> for nowhere.</summary>
    public IReadOnlyList<Place>? Vaults => _vaults;

    /// <summary>Reads a text.</summary>
    /// <param name="text">The decoded file.</param>
    /// <param name="isShownKey">Which keys may be named in a finding.</param>
    /// <exception cref="YamlRefusedException">The text breaks a limit or is not YAML.</exception>
    public static YamlDocument Read(string text, Func<string, bool> isShownKey)
    {
        var document = new YamlDocument(text, isShownKey);
        document.Read();
        return document;
    }

    private void Read()
    {
        do
        {
            Advance();
            Accept(_parser.Current ?? throw new YamlRefusedException(FindingCode.InvalidYaml, _place, YamlSyntax.General));
        }
        while (_parser.Current is not StreamEnd);
        Root = _members is [{ IsUnset: false } root] ? root : null;
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
            throw new YamlRefusedException(FindingCode.InvalidYaml, _place, YamlSyntax.General, e);
        }
    }

    private void Accept(ParsingEvent found)
    {
        _events++;
        if (found.Start.Index > 0 || _events <= 3)
        {
            // The parser gives no place to the map it adds around a lone "key: value" in a flow list; the one before is nearest.
            _place = new Place((int)Math.Max(found.Start.Line, 1), (int)Math.Max(found.Start.Column, 1));
        }

        if (_events > YamlLimits.Events)
        {
            throw new YamlRefusedException(
                FindingCode.FileTooLarge, _place, $"The file has more than {YamlLimits.Events:N0} values. Split it into several inventories.");
        }

        switch (found)
        {
            case Scalar scalar:
                AcceptScalar(scalar);
                break;
            case SequenceStart or MappingStart:
                CheckNode((NodeEvent)found);
                var node = new YamlNode(found is MappingStart ? YamlNodeKind.Map : YamlNodeKind.List, _place, (int)found.Start.Index);
                _keys.OnOpen(node.IsMap, _place);
                _members.Add(node);
                _open.Push((node, _members.Count));
                break;
            case SequenceEnd or MappingEnd:
                _keys.OnClose();
                Close();
                break;
            case AnchorAlias:
                throw new YamlRefusedException(FindingCode.YamlAnchor, _place, YamlSyntax.Alias);
            case DocumentStart when _events > 2:
                throw new YamlRefusedException(
                    FindingCode.SecondDocument, _place, "A second document begins here. An inventory file holds one: remove the '---' or make it a file of its own.");
            default:
                break;
        }
    }

    private void Close()
    {
        var (node, first) = _open.Pop();
        node.Items = _members.Count == first ? [] : System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_members)[first..].ToArray();
        _members.RemoveRange(first, _members.Count - first);
    }

    private void CheckNode(NodeEvent node)
    {
        if (!node.Anchor.IsEmpty)
        {
            throw new YamlRefusedException(FindingCode.YamlAnchor, _place, YamlSyntax.Alias);
        }

        if (!node.Tag.IsEmpty)
        {
            throw new YamlRefusedException(FindingCode.YamlTag, _place, YamlSyntax.Tag);
        }
    }

    private void AcceptScalar(Scalar scalar)
    {
        var isVault = scalar.Anchor.IsEmpty && !scalar.Tag.IsEmpty && scalar.Tag.Value is "!vault" or "!vault-encrypted";
        if (!isVault)
        {
            CheckNode(scalar);
        }

        if (scalar.Value.Length > YamlLimits.ScalarLength)
        {
            throw new YamlRefusedException(
                FindingCode.FileTooLarge, _place, $"This value is longer than {YamlLimits.ScalarLength:N0} characters. Look for a quote that is not closed.");
        }

        var isPlain = scalar.Style is ScalarStyle.Plain;
        _keys.OnScalar(scalar.Value, isPlain, _place);
        if (isVault && (_vaults ??= []).Count < MaxVaults)
        {
            _vaults.Add(_place);
        }

        var start = (int)scalar.Start.Index;
        var end = Math.Min((int)scalar.End.Index, _text.Length);
        if (scalar.Style is ScalarStyle.Literal or ScalarStyle.Folded)
        {
            // A block's end is where the next token begins, with the lines between.
            end = start + _text.AsSpan(start, end - start).TrimEnd().Length;
        }

        _members.Add(new YamlNode(YamlNodeKind.Scalar, _place, start) { Text = isVault ? string.Empty : Shared(scalar.Value), IsPlain = isPlain, End = end });
    }

    // Keys and common values stand thousands of times in a file; the tree holds each once.
    private string Shared(string text)
    {
        const int longest = 32;
        const int most = 4096;
        if (text.Length > longest)
        {
            return text;
        }

        if (_words.TryGetValue(text, out var shared))
        {
            return shared;
        }

        if (_words.Count < most)
        {
            _words.Add(text, text);
        }

        return text;
    }
}
