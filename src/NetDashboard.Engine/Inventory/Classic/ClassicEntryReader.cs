using NetDashboard.Inventory.Reading;
using NetDashboard.Inventory.Yaml;
using NetDashboard.Platforms;

namespace NetDashboard.Inventory.Classic;

/// <summary>Reads entries of a classic list: which key does what.</summary>
internal sealed class ClassicEntryReader(YamlReader yaml, SourceContext source, InventoryCollector inventory)
{
    private const int MaxSuggestions = 1000;

    private static readonly string s_platforms = string.Join(", ", PlatformCatalog.All.Select(platform => platform.Name));

    private readonly ClassicValues _values = new(yaml, source, inventory);
    private readonly Dictionary<string, string?> _suggestions = new(StringComparer.Ordinal);

    /// <summary>Reads the map the YAML reader stands on and goes past it.</summary>
    public ClassicEntry Read()
    {
        var entry = new ClassicEntry(yaml.Place);
        yaml.Enter();
        while (yaml.Kind is not YamlNodeKind.End)
        {
            var key = yaml.Scalar;
            yaml.Skip();
            Read(entry, key);
        }

        yaml.Leave();
        return entry;
    }

    // Must go past the value in every case.
    private void Read(ClassicEntry entry, YamlScalar key)
    {
        switch (key.Text)
        {
            case "host":
                ReadHost(entry);
                break;
            case "port":
                entry.Port = _values.Port();
                break;
            case "transport":
                entry.Transport = ReadTransport();
                break;
            case "platform":
                entry.Platform = ReadPlatform();
                break;
            case "auth_username":
                entry.UserName = _values.Typed("auth_username") ?? string.Empty;
                break;
            case "auth_password":
                entry.Password = _values.Secret("auth_password");
                break;
            case "auth_secondary":
                entry.EnableSecret = _values.Secret("auth_secondary");
                break;
            case "auth_private_key":
                entry.PrivateKeyFile = _values.File("auth_private_key");
                break;
            case "auth_private_key_passphrase":
                entry.PrivateKeyPassphrase = _values.Secret("auth_private_key_passphrase");
                break;
            case "auth_strict_key":
                entry.StrictKeyPlace = key.Place;
                entry.IsKeyStrict = _values.Boolean("auth_strict_key") ?? true;
                break;
            case "auth_bypass":
                entry.SkipsLoginPlace = key.Place;
                entry.SkipsLogin = _values.Boolean("auth_bypass") ?? false;
                break;
            case "auth_telnet_login_pattern":
                entry.LoginPattern = _values.Pattern("auth_telnet_login_pattern");
                break;
            case "auth_password_pattern":
                entry.PasswordPattern = _values.Pattern("auth_password_pattern");
                break;
            case "timeout_socket":
                entry.Connect = _values.Seconds("timeout_socket") ?? entry.Connect;
                break;
            case "timeout_transport":
                entry.TransportTime = _values.Seconds("timeout_transport") ?? entry.TransportTime;
                break;
            case "timeout_ops":
                entry.Operation = _values.Seconds("timeout_ops") ?? entry.Operation;
                break;
            case "comms_prompt_pattern":
                entry.PromptPattern = _values.Pattern("comms_prompt_pattern");
                break;
            case "comms_return_char":
                entry.ReturnChar = ReadReturnChar() ?? entry.ReturnChar;
                break;
            case "ssh_known_hosts_file":
                entry.KnownHostsFile = ReadKnownHosts();
                break;
            case "transport_options":
                entry.Algorithms = new TransportOptionsReader(yaml, source, _values).Read();
                break;
            case "default_desired_privilege_level":
                entry.WantsPrivilegedLevel = ReadLevel(key.Place);
                break;
            case "profile":
                entry.CryptoProfile = ReadProfile() ?? entry.CryptoProfile;
                break;
            default:
                ReadOther(key);
                break;
        }
    }

    private void ReadHost(ClassicEntry entry)
    {
        var isScalar = yaml.Kind is YamlNodeKind.Scalar;
        if (_values.Scalar("host") is not { } value)
        {
            // A list or a map was named already; nothing at all is a missing host.
            entry.NamesHost |= !isScalar;
            return;
        }

        entry.NamesHost = true;
        if (HostName.TryParse(value.Text, out var host) is { } fault)
        {
            source.Error(value.Place, $"The host {Shown.Here}{fault}.", value.Text);
            return;
        }

        entry.Host = host;
    }

    private ClassicTransport ReadTransport()
    {
        if (_values.Scalar("transport") is not { } value)
        {
            return ClassicTransport.Ssh;
        }

        if (ClassicTransport.Find(value.Text) is { } transport)
        {
            return transport;
        }

        source.Error(value.Place, $"The transport {Shown.Here}is not known. Known are {ClassicTransport.Names}.", value.Text);
        return ClassicTransport.Ssh;
    }

    private string? ReadPlatform()
    {
        if (_values.Scalar("platform") is not { } value)
        {
            return null;
        }

        if (PlatformCatalog.Find(value.Text) is { } platform)
        {
            return platform.Name;
        }

        var nearest = ClassicKeys.Nearest(value.Text, PlatformCatalog.All.Select(known => known.Name));
        var hint = nearest is null ? string.Empty : $" Did you mean '{nearest}'?";
        source.Error(value.Place, $"The platform {Shown.Here}is not known.{hint} Known are {s_platforms}.", value.Text);
        return null;
    }

    private string? ReadReturnChar()
    {
        if (_values.Scalar("comms_return_char") is not { } value)
        {
            return null;
        }

        if (value.Text.Length > 4)
        {
            source.Error(value.Place, "'comms_return_char' is at most 4 characters long, usually \"\\n\" or \"\\r\\n\".");
            return null;
        }

        if (value.Text.Contains('\\', StringComparison.Ordinal))
        {
            source.WarnOnce(
                "comms_return_char", value.Place, "'comms_return_char' holds a backslash itself. Escapes such as \"\\n\" are resolved in double quotes only.");
        }

        return value.Text;
    }

    private string? ReadKnownHosts()
    {
        if (yaml.Kind is YamlNodeKind.Scalar && yaml.Scalar is { IsPlain: true } plain && plain.AsBoolean() is { } wanted)
        {
            yaml.Skip();
            return wanted ? Path.Join(SourceContext.Home, ".ssh", "known_hosts") : null;
        }

        return _values.File("ssh_known_hosts_file");
    }

    private bool ReadLevel(Place key)
    {
        switch (_values.Scalar("default_desired_privilege_level")?.Text)
        {
            case "exec":
                return false;
            case "privilege_exec" or null:
                return true;
            default:
                source.WarnOnce(
                    "default_desired_privilege_level", key, "'default_desired_privilege_level' has an effect here for 'exec' and 'privilege_exec' only.");
                return true;
        }
    }

    private string? ReadProfile()
    {
        if (_values.Scalar("profile") is not { } value)
        {
            return null;
        }

        if (value.Text is "modern" or "legacy")
        {
            return value.Text;
        }

        source.Error(value.Place, "'profile' is 'modern' or 'legacy' (old SSH algorithms are offered too).");
        return null;
    }

    private void ReadOther(YamlScalar key)
    {
        var hasValue = yaml.Kind is not YamlNodeKind.Scalar || !yaml.Scalar.IsUnset;
        yaml.Skip();
        if (ClassicKeys.IsKnown(key.Text))
        {
            source.WarnOnce(key.Text, key.Place, $"'{key.Text}' is accepted, but has no effect here.");
        }
        else if (Suggest(key.Text) is { } nearest)
        {
            source.WarnOnce($"{nearest} for an unknown key", key.Place, $"This key is not known and has no effect. Did you mean '{nearest}'?");
        }
        else if (hasValue && Shown.IsKeyLike(key.Text))
        {
            source.WarnOnce(key.Text, key.Place, $"The key {Shown.Here}is not known and has no effect.", key.Text);
        }
        else
        {
            source.WarnOnce("unknown key", key.Place, "This key is not known and has no effect.");
        }
    }

    // Looked for once per word, and not without end: a file can hold a million different ones.
    private string? Suggest(string key)
    {
        if (!_suggestions.TryGetValue(key, out var nearest) && _suggestions.Count < MaxSuggestions)
        {
            _suggestions.Add(key, nearest = ClassicKeys.Nearest(key));
        }

        return nearest;
    }
}
