using NetDashboard.Inventory.Yaml;

namespace NetDashboard.Inventory.Reading;

/// <summary>Reads the transport and the platform of an entry, in the words of its tool.</summary>
internal sealed class ReachReader(FormatWords words, SourceContext source, ValueReader values)
{
    private const int MaxJudged = 1000;

    private readonly Dictionary<string, (string Quoted, string? Nearest)> _judged = new(StringComparer.Ordinal);

    /// <summary>The transport of an entry.</summary>
    public void ReadTransport(DeviceEntry entry, YamlNode key, YamlNode node)
    {
        if (values.Scalar(key, node) is not { } value)
        {
            return;
        }

        entry.TransportPlace = value.Place;
        entry.Transport = words.Transport(value.Text);
        if (entry.Transport is not null)
        {
            return;
        }

        var known = words.TransportNames.Split([" ", ",", "(", ")", ";"], StringSplitOptions.RemoveEmptyEntries);
        var quoted = value.QuotedLike(known);
        var nearest = value.Nearest(known.Where(name => words.Transport(name) is not null));
        var rest = $"{Spelling.Hint(nearest)} Known are {words.TransportNames}.";
        if (words.IsTransportStrict)
        {
            source.Error(FindingCode.UnknownTransport, value.Place, $"The transport {Shown.Here}is not known.{rest}", quoted, key.Text, nearest);
            return;
        }

        source.WarnOnce(
            FindingCode.ValueWithoutEffect,
            key.Text,
            value.Place,
            $"'{key.Text}' {Shown.Here}is no login over SSH or Telnet. SSH is tried.{rest}",
            quoted,
            key.Text,
            nearest);
    }

    /// <summary>A platform.</summary>
    public string? ReadPlatform(YamlNode key, YamlNode node) => values.Scalar(key, node) is { } value ? FindPlatform(key, value, value.Text) : null;

    /// <summary>Platform and transport in one word.</summary>
    public void ReadDeviceType(DeviceEntry entry, YamlNode key, YamlNode node)
    {
        if (values.Scalar(key, node) is not { } value)
        {
            return;
        }

        const string telnet = "_telnet";
        const string ssh = "_ssh";
        var isTelnet = value.Text.EndsWith(telnet, StringComparison.Ordinal);
        entry.TransportPlace = value.Place;
        entry.Transport = isTelnet ? LoginTransport.Telnet : LoginTransport.Ssh;
        var name = isTelnet ? value.Text[..^telnet.Length] : value.Text.EndsWith(ssh, StringComparison.Ordinal) ? value.Text[..^ssh.Length] : value.Text;
        entry.Platform = FindPlatform(key, value, name);
    }

    private string? FindPlatform(YamlNode key, EntryValue value, string name)
    {
        if (words.Platform(name) is { } platform)
        {
            return platform;
        }

        var (quoted, nearest) = Judge(value with { Text = name });
        var rest = $"{Spelling.Hint(nearest)} Known are {PlatformNames.All}.";
        if (words.IsPlatformStrict)
        {
            source.Error(FindingCode.UnknownPlatform, value.Place, $"The platform {Shown.Here}is not known.{rest}", quoted, key.Text, nearest);
        }
        else
        {
            source.WarnOnce(
                FindingCode.GenericPlatform,
                $"{FindingCode.GenericPlatform} {name}",
                value.Place,
                $"The platform {Shown.Here}is not known here, so that any usual prompt is taken.{rest}",
                quoted,
                key.Text,
                nearest);
        }

        return null;
    }

    // Looking for likenesses is dear, and a platform stands at thousands of devices.
    private (string Quoted, string? Nearest) Judge(EntryValue name)
    {
        if (name.IsResolved || !_judged.TryGetValue(name.Text, out var judged))
        {
            var known = words.IsPlatformStrict ? PlatformNames.Own : PlatformNames.Known;
            judged = _judged.Count < MaxJudged ? (name.QuotedLike(PlatformNames.Foreign), name.Nearest(known)) : (string.Empty, null);
            if (!name.IsResolved && _judged.Count < MaxJudged)
            {
                _judged.Add(name.Text, judged);
            }
        }

        return judged;
    }
}
