using NetDashboard.Inventory.Yaml;

namespace NetDashboard.Inventory.Reading;

/// <summary>Reads values that are one, or a few, of a small choice.</summary>
internal sealed class ChoiceReader(SourceContext source, ValueReader values)
{
    private const int MaxReturnLength = 4;
    private const int MaxWords = 100;

    private static readonly string[] s_profiles = ["modern", "legacy"];
    private static readonly string[] s_protocols = ["ssh", "telnet"];
    private static readonly string[] s_levels = ["exec", "privilege_exec"];

    /// <summary>What ends a line.</summary>
    public string? ReturnChar(YamlNode key, YamlNode node)
    {
        if (values.Scalar(key, node) is not { } value)
        {
            return null;
        }

        if (value.Text.Length > MaxReturnLength)
        {
            source.Error(FindingCode.InvalidValue, value.Place, $"'{key.Text}' is at most {MaxReturnLength} characters long, usually \"\\n\" or \"\\r\\n\".", key: key.Text);
            return null;
        }

        if (value.Text.Contains('\\', StringComparison.Ordinal))
        {
            source.WarnOnce(
                FindingCode.ValueWithoutEffect,
                key.Text,
                value.Place,
                $"'{key.Text}' holds a backslash itself. Escapes such as \"\\n\" are resolved in double quotes only.",
                key: key.Text);
        }

        return value.Text;
    }

    /// <summary>Whether the level a session should be at is the privileged one.</summary>
    public bool WantsPrivilegedLevel(YamlNode key, YamlNode node)
    {
        var value = values.Scalar(key, node);
        switch (value?.Text)
        {
            case "exec":
                return false;
            case "privilege_exec" or null:
                return true;
            default:
                var nearest = value?.Nearest(s_levels);
                source.WarnOnce(
                    FindingCode.ValueWithoutEffect,
                    key.Text,
                    key.Place,
                    $"'{key.Text}' has an effect here for 'exec' and 'privilege_exec' only.{Spelling.Hint(nearest)}",
                    key: key.Text,
                    suggestion: nearest);
                return true;
        }
    }

    /// <summary>A profile of algorithms.</summary>
    public string? Profile(YamlNode key, YamlNode node)
    {
        if (values.Scalar(key, node) is not { } value)
        {
            return null;
        }

        if (value.Text is "modern" or "legacy")
        {
            return value.Text;
        }

        var nearest = value.Nearest(s_profiles);
        source.Error(
            FindingCode.InvalidValue,
            value.Place,
            $"'{key.Text}' is 'modern' or 'legacy' (old SSH algorithms are offered too).{Spelling.Hint(nearest)}",
            key: key.Text,
            suggestion: nearest);
        return null;
    }

    /// <summary>Protocols, added to those the entry has.</summary>
    public void AddProtocols(DeviceEntry entry, YamlNode key, YamlNode node)
    {
        foreach (var word in values.Words(key, node, MaxWords))
        {
            if (LoginTransport.OfProtocol(word.Text) is not { } transport)
            {
                var nearest = word.Nearest(s_protocols);
                source.Error(
                    FindingCode.InvalidValue, word.Place, $"'{key.Text}' takes 'ssh', 'telnet', or both.{Spelling.Hint(nearest)}", key: key.Text, suggestion: nearest);
            }
            else if (!entry.Protocols.Contains(transport))
            {
                entry.Protocols.Add(transport);
            }
        }
    }
}
