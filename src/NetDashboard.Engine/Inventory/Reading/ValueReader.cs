using NetDashboard.Inventory.Yaml;

namespace NetDashboard.Inventory.Reading;

/// <summary>
/// Reads single values. Each method gives <see langword="null"/> both for "not set" and after an error; no message quotes a value that
/// could be a secret or comes from outside the file.
/// </summary>
internal sealed class ValueReader(FormatWords words, ReferenceResolver references, SourceContext source, InventoryCollector inventory)
{
    /// <summary>A single value that is set.</summary>
    public EntryValue? Scalar(YamlNode key, YamlNode node, bool mayAsk = false)
    {
        if (!node.IsScalar)
        {
            source.Error(
                FindingCode.WrongShape,
                node.Place,
                $"'{key.Text}' takes a single value, not a {(node.IsMap ? "map" : "list")}. Put a value that begins with '[' or '{{' in quotes.",
                key: key.Text);
            return null;
        }

        if (node.IsUnset)
        {
            return null;
        }

        if (words.HasTemplates && (node.Text.Contains("{{", StringComparison.Ordinal) || node.Text.Contains("{%", StringComparison.Ordinal)))
        {
            source.Error(
                FindingCode.UnsupportedTemplate,
                node.Place,
                $"'{key.Text}' is a template of Ansible, which cannot be resolved here. Write the value out, or take it from the environment with ${{env:NAME}}.",
                key: key.Text);
            return null;
        }

        if (references.Resolve(node, mayAsk) is not { } value)
        {
            return null;
        }

        return value.Text.Length == 0 && value.Question is null ? null : value;
    }

    /// <summary>A secret that is typed at a login question, exactly as written.</summary>
    public Secret? Secret(YamlNode key, YamlNode node)
    {
        if (Typed(key, node) is not { } value)
        {
            return null;
        }

        if (value.Question is { } question)
        {
            return Inventory.Secret.Ask(question);
        }

        if (!value.IsResolved)
        {
            source.WarnOnce(
                FindingCode.PasswordClearText,
                FindingCode.PasswordClearText,
                value.Place,
                "A secret stands here in clear text. Take it from the environment with ${env:NAME}, have it asked for with ${ask:NAME}, or name a kept one with 'credential'.",
                key: key.Text);
        }

        return inventory.SecretOf(value.Text, value.Reference);
    }

    /// <summary>Text that is typed at a login question, exactly as written, or the question for it.</summary>
    public EntryValue? Typed(YamlNode key, YamlNode node)
    {
        if (Scalar(key, node, mayAsk: true) is not { } value)
        {
            return null;
        }

        foreach (var c in value.Text)
        {
            if (char.IsControl(c))
            {
                source.Error(
                    FindingCode.InvalidText,
                    value.Place,
                    $"'{key.Text}' holds a line break or another control character, which would end the answer early. Write it on one line, in quotes.",
                    key: key.Text);
                return null;
            }
        }

        return value;
    }

    /// <summary>A truth value.</summary>
    public bool? Boolean(YamlNode key, YamlNode node)
    {
        if (Scalar(key, node) is not { } value)
        {
            return null;
        }

        if (value.AsBoolean() is { } truth)
        {
            return truth;
        }

        source.Error(FindingCode.InvalidValue, value.Place, $"'{key.Text}' is true or false.", key: key.Text);
        return null;
    }

    /// <summary>The absolute path of a file.</summary>
    public string? File(YamlNode key, YamlNode node) => Scalar(key, node) is { } value ? source.ResolveFile(key.Text, value) : null;

    /// <summary>Words: a list of them, or one text with commas between them.</summary>
    /// <param name="key">The key.</param>
    /// <param name="node">Its value.</param>
    /// <param name="most">How many there may be.</param>
    public List<EntryValue> Words(YamlNode key, YamlNode node, int most)
    {
        var found = new List<EntryValue>();
        if (node.IsList)
        {
            foreach (var item in node.Items)
            {
                AddWords(key, item, most, found);
            }
        }
        else
        {
            AddWords(key, node, most, found);
        }

        return found;
    }

    private void AddWords(YamlNode key, YamlNode node, int most, List<EntryValue> found)
    {
        if (Scalar(key, node) is not { } value)
        {
            return;
        }

        foreach (var range in value.Text.AsSpan().Split(','))
        {
            var word = value.Text.AsSpan(range).Trim();
            if (word.Length > 0 && found.Count == most)
            {
                source.Error(FindingCode.InvalidValue, value.Place, $"'{key.Text}' holds more than {most} words.", key: key.Text);
                return;
            }

            if (word.Length > 0)
            {
                found.Add(value with { Text = word.ToString() });
            }
        }
    }
}
