using System.Text.RegularExpressions;
using NetDashboard.Inventory.Yaml;

namespace NetDashboard.Inventory.Reading;

/// <summary>Reads how the host key of an entry is judged.</summary>
internal sealed partial class HostKeyReader(SourceContext source, ValueReader values)
{
    private static readonly string[] s_policies = ["off", "first", "known", "strict"];

    public void ReadKnownHosts(DeviceEntry entry, YamlNode key, YamlNode node)
    {
        if (node is { IsScalar: true, IsPlain: true } && new EntryValue(node.Text, node.Place, IsPlain: true).AsBoolean() is { } wanted)
        {
            entry.UsesOwnKnownHosts = wanted;
            return;
        }

        entry.KnownHostsFile = values.File(key, node);
    }

    public void ReadSshArguments(DeviceEntry entry, YamlNode key, YamlNode node)
    {
        if (values.Scalar(key, node) is not { } value)
        {
            return;
        }

        // Of all that ssh can be told, the one that decides whether a login is tried at all.
        if (ChecksNoKey().IsMatch(value.Text))
        {
            entry.IsKeyStrict = entry.UsesOwnKnownHosts = false;
            return;
        }

        source.WarnOnce(
            FindingCode.KeyWithoutEffect, key.Text, key.Place, $"Of '{key.Text}', only StrictHostKeyChecking=no has an effect here.", key: key.Text);
    }

    public HostKeyPolicy? ReadPolicy(YamlNode key, YamlNode node)
    {
        if (values.Scalar(key, node) is not { } value)
        {
            return null;
        }

        switch (value.Text)
        {
            case "off" or "false":
                return HostKeyPolicy.Off;
            case "first":
                return HostKeyPolicy.TrustOnFirstUse;
            case "known":
                return HostKeyPolicy.KnownHosts;
            case "strict":
                return HostKeyPolicy.Strict;
            default:
                var nearest = value.Nearest(s_policies);
                source.Error(
                    FindingCode.InvalidValue,
                    value.Place,
                    $"'{key.Text}' is 'off' (any key), 'first' (the first key seen is trusted), 'known' (no key that contradicts known_hosts) or 'strict' (only keys in known_hosts).{Spelling.Hint(nearest)}",
                    key: key.Text,
                    suggestion: nearest);
                return null;
        }
    }

    [GeneratedRegex(@"StrictHostKeyChecking\s*[= ]\s*(no|off)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ChecksNoKey();
}
