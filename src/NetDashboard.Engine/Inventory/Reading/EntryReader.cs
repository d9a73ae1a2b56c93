using System.Globalization;
using NetDashboard.Inventory.Yaml;

namespace NetDashboard.Inventory.Reading;

/// <summary>Gives an entry what its settings say, whichever format they come from.</summary>
internal sealed class EntryReader(FormatWords words, ReferenceResolver references, SourceContext source, InventoryCollector inventory)
{
    private const int MaxTags = 100;
    private const int MaxWordLength = 100;

    private readonly ValueReader _values = new(words, references, source, inventory);

    /// <summary>Reads single values in the words of the same format.</summary>
    public ValueReader Values => _values;

    /// <summary>How the format differs from others.</summary>
    public FormatWords Words => words;

    /// <summary>Takes the findings.</summary>
    public SourceContext Source => source;

    /// <summary>Gives an entry those settings that it does not have yet.</summary>
    public static void Apply(DeviceEntry entry, List<EntrySetting> settings)
    {
        foreach (var setting in settings)
        {
            if (setting.Counts && entry.TrySet(setting.Keyword))
            {
                setting.Reader.Apply(entry, setting.Keyword, setting.Key, setting.Value);
            }
        }
    }

    /// <summary>Gives an entry its name, and its host where no key names one.</summary>
    public void SetName(DeviceEntry entry, YamlNode name)
    {
        if (entry.Name is null && IsWord(name, new EntryValue(name.Text, name.Place, name.IsPlain)))
        {
            entry.Name = name.Text;
        }

        if (!entry.NamesHost)
        {
            SetHost(entry, name.Text, name.Place, name.Text);
        }
    }

    /// <summary>Gives an entry the names of its groups for tags.</summary>
    public void AddTags(DeviceEntry entry, IEnumerable<YamlNode> names)
    {
        foreach (var name in names)
        {
            AddTag(entry, name, new EntryValue(name.Text, name.Place, name.IsPlain));
        }
    }

    /// <summary>Takes a name for the host, where no key names one.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="text">The name.</param>
    /// <param name="place">Where it stands.</param>
    /// <param name="quoted">What a finding may quote of it.</param>
    public void SetHost(DeviceEntry entry, string text, Place place, string quoted)
    {
        entry.NamesHost = true;
        if (HostName.TryParse(text, out var host) is { } fault)
        {
            source.Error(FindingCode.InvalidAddress, place, $"The host {Shown.Here}{fault}.", quoted);
            return;
        }

        entry.Host = host;
        entry.QuotedHost = quoted;
    }

    private void Apply(DeviceEntry entry, Keyword keyword, YamlNode key, YamlNode value)
    {
        switch (keyword)
        {
            case Keyword.Host:
                ReadHost(entry, key, value);
                break;
            case Keyword.Port:
                entry.PortPlace = value.Place;
                entry.Port = _values.Port(key, value);
                break;
            case Keyword.Transport:
                ReadTransport(entry, key, value);
                break;
            case Keyword.Platform:
                entry.Platform = ReadPlatform(key, value);
                break;
            case Keyword.DeviceType:
                ReadDeviceType(entry, key, value);
                break;
            case Keyword.UserName:
                var user = _values.Typed(key, value);
                entry.UserName = user?.Text ?? string.Empty;
                entry.UserNameQuestion = user?.Question;
                break;
            case Keyword.Password:
                entry.Password = _values.Secret(key, value);
                break;
            case Keyword.EnableSecret:
                entry.EnableSecret = _values.Secret(key, value);
                break;
            case Keyword.KeyFile:
                entry.PrivateKeyPlace = key.Place;
                entry.PrivateKeyFile = _values.File(key, value);
                break;
            case Keyword.UsesKeyFile:
                entry.UsesKeyFile = _values.Boolean(key, value) ?? words.UsesKeyFile;
                break;
            case Keyword.Passphrase:
                entry.PrivateKeyPassphrase = _values.Secret(key, value);
                break;
            case Keyword.StrictKey:
                entry.StrictKeyPlace = key.Place;
                entry.IsKeyStrict = _values.Boolean(key, value) ?? words.IsKeyStrict;
                entry.UsesOwnKnownHosts &= entry.IsKeyStrict;
                break;
            case Keyword.KnownHosts:
                ReadKnownHosts(entry, key, value);
                break;
            case Keyword.OwnKnownHosts:
                entry.UsesOwnKnownHosts = _values.Boolean(key, value) ?? words.UsesOwnKnownHosts;
                break;
            case Keyword.SshArguments or Keyword.SshCommonArguments or Keyword.SshExtraArguments:
                ReadSshArguments(entry, key, value);
                break;
            case Keyword.Bypass:
                entry.SkipsLoginPlace = key.Place;
                entry.SkipsLogin = _values.Boolean(key, value) ?? false;
                break;
            case Keyword.LoginPattern:
                entry.LoginPattern = _values.Pattern(key, value);
                break;
            case Keyword.PasswordPattern:
                entry.PasswordPattern = _values.Pattern(key, value);
                break;
            case Keyword.PromptPattern:
                entry.PromptPattern = _values.Pattern(key, value);
                break;
            case Keyword.ReturnChar:
                entry.ReturnChar = ReadReturnChar(key, value) ?? entry.ReturnChar;
                break;
            case Keyword.ConnectTime:
                entry.Connect = _values.Seconds(key, value) ?? entry.Connect;
                break;
            case Keyword.TransportTime:
                entry.TransportTime = _values.Seconds(key, value) ?? entry.TransportTime;
                break;
            case Keyword.OperationTime:
                entry.Operation = _values.Seconds(key, value) ?? entry.Operation;
                break;
            case Keyword.TransportOptions:
                entry.Algorithms = new TransportOptionsReader(words, source, _values).Read(value);
                break;
            case Keyword.Level:
                entry.WantsPrivilegedLevel = ReadLevel(key, value);
                break;
            case Keyword.Become:
                entry.WantsPrivilegedLevel = _values.Boolean(key, value) ?? true;
                break;
            case Keyword.Profile:
                entry.CryptoProfile = ReadProfile(key, value) ?? entry.CryptoProfile;
                break;
            case Keyword.Name:
                entry.Name = ReadWord(key, value);
                break;
            case Keyword.Site:
                entry.Site = ReadWord(key, value);
                break;
            case Keyword.Tags:
                ReadTags(entry, key, value);
                break;
            case Keyword.Protocols:
                ReadProtocols(entry, key, value);
                break;
            case Keyword.CredentialName:
                entry.Kept = ReadCredential(key, value);
                break;
            case Keyword.HostKey:
                entry.StrictKeyPlace = key.Place;
                entry.HostKey = ReadHostKey(key, value);
                break;
            default:
                break; // The format reads it.
        }
    }

    private void ReadHost(DeviceEntry entry, YamlNode key, YamlNode node)
    {
        // What stands here and is wrong was named already; nothing at all is a missing host.
        entry.NamesHost |= !node.IsUnset;
        if (_values.Scalar(key, node) is { } value)
        {
            SetHost(entry, value.Text, value.Place, value.Quoted);
        }
    }

    private void ReadTransport(DeviceEntry entry, YamlNode key, YamlNode node)
    {
        if (_values.Scalar(key, node) is not { } value)
        {
            return;
        }

        entry.TransportPlace = value.Place;
        entry.Transport = words.Transport(value.Text);
        var quoted = value.QuotedLike(words.TransportNames.Split([" ", ",", "(", ")", ";"], StringSplitOptions.RemoveEmptyEntries));
        if (entry.Transport is null && words.IsTransportStrict)
        {
            source.Error(
                FindingCode.UnknownTransport, value.Place, $"The transport {Shown.Here}is not known. Known are {words.TransportNames}.", quoted, key.Text);
        }
        else if (entry.Transport is null)
        {
            source.WarnOnce(
                FindingCode.ValueWithoutEffect,
                key.Text,
                value.Place,
                $"'{key.Text}' {Shown.Here}is no login over SSH or Telnet. SSH is tried. Known are {words.TransportNames}.",
                quoted,
                key.Text);
        }
    }

    private string? ReadPlatform(YamlNode key, YamlNode node) => _values.Scalar(key, node) is { } value ? FindPlatform(key, value, value.Text) : null;

    private string? FindPlatform(YamlNode key, EntryValue value, string name)
    {
        if (words.Platform(name) is { } platform)
        {
            return platform;
        }

        if (!words.IsPlatformStrict)
        {
            source.WarnOnce(
                FindingCode.GenericPlatform,
                $"{FindingCode.GenericPlatform} {name}",
                value.Place,
                $"The platform {Shown.Here}is not known here, so that any usual prompt is taken. Known are {PlatformNames.All}.",
                value.QuotedLike(PlatformNames.Foreign),
                key.Text);
            return null;
        }

        var nearest = value.IsResolved ? null : Spelling.Nearest(name, PlatformNames.All.Split(", "));
        var hint = nearest is null ? string.Empty : $" Did you mean '{nearest}'?";
        source.Error(
            FindingCode.UnknownPlatform,
            value.Place,
            $"The platform {Shown.Here}is not known.{hint} Known are {PlatformNames.All}.",
            value.QuotedLike(PlatformNames.Foreign),
            key.Text,
            nearest);
        return null;
    }

    private void ReadDeviceType(DeviceEntry entry, YamlNode key, YamlNode node)
    {
        if (_values.Scalar(key, node) is not { } value)
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

    private void ReadKnownHosts(DeviceEntry entry, YamlNode key, YamlNode node)
    {
        if (node is { IsScalar: true, IsPlain: true } && new EntryValue(node.Text, node.Place, IsPlain: true).AsBoolean() is { } wanted)
        {
            entry.UsesOwnKnownHosts = wanted;
            return;
        }

        entry.KnownHostsFile = _values.File(key, node);
    }

    private void ReadSshArguments(DeviceEntry entry, YamlNode key, YamlNode node)
    {
        if (_values.Scalar(key, node) is not { } value)
        {
            return;
        }

        // Of all that ssh can be told, the one that decides whether a login is tried at all.
        if (value.Text.Replace(" ", string.Empty, StringComparison.Ordinal).Replace('=', ' ').Contains("StrictHostKeyChecking no", StringComparison.OrdinalIgnoreCase)
            || value.Text.Contains("StrictHostKeyChecking no", StringComparison.OrdinalIgnoreCase))
        {
            entry.IsKeyStrict = entry.UsesOwnKnownHosts = false;
            return;
        }

        source.WarnOnce(
            FindingCode.KeyWithoutEffect, key.Text, key.Place, $"Of '{key.Text}', only StrictHostKeyChecking=no has an effect here.", key: key.Text);
    }

    private string? ReadReturnChar(YamlNode key, YamlNode node)
    {
        if (_values.Scalar(key, node) is not { } value)
        {
            return null;
        }

        if (value.Text.Length > 4)
        {
            source.Error(FindingCode.InvalidValue, value.Place, $"'{key.Text}' is at most 4 characters long, usually \"\\n\" or \"\\r\\n\".", key: key.Text);
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

    private bool ReadLevel(YamlNode key, YamlNode node)
    {
        switch (_values.Scalar(key, node)?.Text)
        {
            case "exec":
                return false;
            case "privilege_exec" or null:
                return true;
            default:
                source.WarnOnce(
                    FindingCode.ValueWithoutEffect, key.Text, key.Place, $"'{key.Text}' has an effect here for 'exec' and 'privilege_exec' only.", key: key.Text);
                return true;
        }
    }

    private string? ReadProfile(YamlNode key, YamlNode node)
    {
        if (_values.Scalar(key, node) is not { } value)
        {
            return null;
        }

        if (value.Text is "modern" or "legacy")
        {
            return value.Text;
        }

        source.Error(FindingCode.InvalidValue, value.Place, $"'{key.Text}' is 'modern' or 'legacy' (old SSH algorithms are offered too).", key: key.Text);
        return null;
    }

    private HostKeyPolicy? ReadHostKey(YamlNode key, YamlNode node)
    {
        if (_values.Scalar(key, node) is not { } value)
        {
            return null;
        }

        switch (value.Text)
        {
            case "off" or "false":
                return HostKeyPolicy.Off;
            case "known":
                return HostKeyPolicy.KnownHosts;
            case "strict":
                return HostKeyPolicy.Strict;
            default:
                source.Error(
                    FindingCode.InvalidValue,
                    value.Place,
                    $"'{key.Text}' is 'off' (any key), 'known' (no key that contradicts known_hosts) or 'strict' (only keys in known_hosts).",
                    key: key.Text);
                return null;
        }
    }

    private string? ReadWord(YamlNode key, YamlNode node) => _values.Scalar(key, node) is { } value && IsWord(key, value) ? value.Text.Trim() : null;

    private bool IsWord(YamlNode key, EntryValue value)
    {
        var isWord = value.Text.Length <= MaxWordLength && value.Text.AsSpan().Trim().Length > 0;
        foreach (var rune in value.Text.EnumerateRunes())
        {
            isWord &= System.Text.Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.OtherNotAssigned);
        }

        if (!isWord)
        {
            source.Error(FindingCode.InvalidValue, value.Place, $"A name, a site or a tag has at most {MaxWordLength} characters, all of them visible.");
        }

        return isWord;
    }

    private void ReadTags(DeviceEntry entry, YamlNode key, YamlNode node)
    {
        foreach (var tag in _values.Words(key, node, MaxTags))
        {
            AddTag(entry, key, tag);
        }
    }

    private void AddTag(DeviceEntry entry, YamlNode key, EntryValue tag)
    {
        if (entry.Tags.Count < MaxTags && IsWord(key, tag) && !entry.Tags.Contains(tag.Text, StringComparer.OrdinalIgnoreCase))
        {
            entry.Tags.Add(tag.Text);
        }
    }

    private void ReadProtocols(DeviceEntry entry, YamlNode key, YamlNode node)
    {
        foreach (var word in _values.Words(key, node, MaxTags))
        {
            if (LoginTransport.OfProtocol(word.Text) is not { } transport)
            {
                source.Error(FindingCode.InvalidValue, word.Place, $"'{key.Text}' takes 'ssh', 'telnet', or both.", key: key.Text);
            }
            else if (!entry.Protocols.Contains(transport))
            {
                entry.Protocols.Add(transport);
            }
        }
    }

    private Credential? ReadCredential(YamlNode key, YamlNode node)
    {
        if (_values.Scalar(key, node) is not { } value)
        {
            return null;
        }

        if (references.Named(value.Text) is { } credential)
        {
            return credential;
        }

        source.Error(
            FindingCode.UnresolvedReference, value.Place, $"The credential {Shown.Here}is not among those kept by this product.", value.QuotedWord, key.Text);
        return null;
    }
}
