using System.Collections.Immutable;
using NetDashboard.Inventory.Yaml;

namespace NetDashboard.Inventory.Reading;

/// <summary>
/// Finds what of a file must not be stored in clear. A key that is not known may be a mistyped <c>password</c>, so all is secret but the
/// values of keys known to hold none, and keys.
/// </summary>
internal sealed class SecretFinder
{
    private readonly string _text;
    private readonly Func<string, bool> _isPublicKey;
    private readonly IReadOnlySet<string>? _names;
    private readonly ImmutableArray<SecretSpan>.Builder _spans = ImmutableArray.CreateBuilder<SecretSpan>();
    private int _done;

    private SecretFinder(string text, IInventoryFormat format, YamlNode root)
    {
        _text = text;
        _isPublicKey = format.IsPublicKey;
        _names = format.NamesInLists(root);
    }

    /// <summary>The spans of a file, in order.</summary>
    /// <param name="text">The decoded file.</param>
    /// <param name="root">Its content.</param>
    /// <param name="format">Knows which values are no secrets.</param>
    public static ImmutableArray<SecretSpan> Of(string text, YamlNode root, IInventoryFormat format)
    {
        var spans = new SecretFinder(text, format, root);
        spans.Walk(root, isPublic: false);
        spans.AddComments(text.Length);
        return spans._spans.ToImmutable();
    }

    // Recursion is as deep as the tree, which has a limit.
    private void Walk(YamlNode node, bool isPublic)
    {
        if (node.IsScalar)
        {
            Add(node, isPublic);
            return;
        }

        for (var i = 0; i < node.PairCount; i++)
        {
            var key = node.KeyAt(i);
            Add(key, IsPublicKeyText(key));
            var value = node.ValueAt(i);
            Walk(value, _isPublicKey(key.Text) && !value.IsMap);
        }

        if (node.IsList)
        {
            foreach (var item in node.Items)
            {
                Walk(item, isPublic || _names?.Contains(item.Text) is true);
            }
        }
    }

    private void Add(YamlNode value, bool isPublic)
    {
        AddComments(value.Start);
        _done = Math.Max(_done, value.End);
        if (value.End > value.Start && !value.IsUnset && !(isPublic && IsOneLine(value)) && !ReferenceResolver.IsWhole(value.Text))
        {
            _spans.Add(new SecretSpan(value.Start, value.End, IsComment: false) { Text = value.Text });
        }
    }

    // A quote left open, or a block, takes in the lines that follow with whatever is in them.
    private bool IsOneLine(YamlNode value) => _text.AsSpan(value.Start, value.End - value.Start).IndexOfAny('\n', '\r') < 0;

    // Names of devices, groups and options are the structure itself. A key that looks like neither could be a value out of its place.
    private bool IsPublicKeyText(YamlNode key)
    {
        if (_isPublicKey(key.Text) || Shown.IsKeyLike(key.Text))
        {
            return true;
        }

        foreach (var c in key.Text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '-' or '_' or ':' or '[' or ']' or '/'))
            {
                return false;
            }
        }

        return true;
    }

    // Between values only structure and comments can stand.
    private void AddComments(int end)
    {
        while (_done < end)
        {
            var found = _text.AsSpan(_done, end - _done).IndexOfAny('#', '%');
            if (found < 0)
            {
                _done = end;
                return;
            }

            var start = _done + found;
            var line = _text.AsSpan(start).IndexOfAny('\n', '\r');
            var stop = line < 0 ? _text.Length : start + line;
            _spans.Add(new SecretSpan(start, stop, IsComment: true));
            _done = stop;
        }
    }
}
