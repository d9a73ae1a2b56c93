using NetDashboard.Inventory.Yaml;

namespace NetDashboard.Inventory.Reading;

/// <summary>Gives an entry what its settings say, whichever format they come from.</summary>
internal sealed class EntryReader
{
    private readonly ReferenceResolver _references;
    private readonly ValueReader _values;
    private readonly NumberReader _numbers;
    private readonly PatternReader _patterns;
    private readonly ChoiceReader _choices;
    private readonly ReachReader _reach;
    private readonly HostKeyReader _hostKeys;
    private readonly LabelReader _labels;

    /// <summary>Reads entries of one file in the words of one format.</summary>
    /// <param name="words">How the format differs from others.</param>
    /// <param name="references">What the file may refer to.</param>
    /// <param name="source">Takes the findings.</param>
    /// <param name="inventory">Knows the secrets so far.</param>
    public EntryReader(FormatWords words, ReferenceResolver references, SourceContext source, InventoryCollector inventory)
    {
        Words = words;
        Source = source;
        _references = references;
        _values = new ValueReader(words, references, source, inventory);
        _numbers = new NumberReader(source, _values);
        _patterns = new PatternReader(source, _values);
        _choices = new ChoiceReader(source, _values);
        _reach = new ReachReader(Words, Source, _values);
        _hostKeys = new HostKeyReader(source, _values);
        _labels = new LabelReader(source, _values);
    }

    /// <summary>How the format differs from others.</summary>
    public FormatWords Words { get; }

    /// <summary>Takes the findings.</summary>
    public SourceContext Source { get; }

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
        if (entry.Name is null && _labels.IsWord(new EntryValue(name.Text, name.Place, name.IsPlain)))
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
            _labels.AddTag(entry, new EntryValue(name.Text, name.Place, name.IsPlain));
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
            Source.Error(FindingCode.InvalidAddress, place, $"The host {Shown.Here}{fault}.", quoted);
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
                entry.Port = _numbers.Port(key, value);
                break;
            case Keyword.Transport:
                _reach.ReadTransport(entry, key, value);
                break;
            case Keyword.Platform:
                entry.Platform = _reach.ReadPlatform(key, value);
                break;
            case Keyword.DeviceType:
                _reach.ReadDeviceType(entry, key, value);
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
                entry.UsesKeyFile = _values.Boolean(key, value) ?? Words.UsesKeyFile;
                break;
            case Keyword.Passphrase:
                entry.PrivateKeyPassphrase = _values.Secret(key, value);
                break;
            case Keyword.StrictKey:
                entry.StrictKeyPlace = key.Place;
                entry.IsKeyStrict = _values.Boolean(key, value) ?? Words.IsKeyStrict;
                entry.UsesOwnKnownHosts &= entry.IsKeyStrict;
                break;
            case Keyword.KnownHosts:
                _hostKeys.ReadKnownHosts(entry, key, value);
                break;
            case Keyword.OwnKnownHosts:
                entry.UsesOwnKnownHosts = _values.Boolean(key, value) ?? Words.UsesOwnKnownHosts;
                break;
            case Keyword.SshArguments or Keyword.SshCommonArguments or Keyword.SshExtraArguments:
                _hostKeys.ReadSshArguments(entry, key, value);
                break;
            case Keyword.Bypass:
                entry.SkipsLoginPlace = key.Place;
                entry.SkipsLogin = _values.Boolean(key, value) ?? false;
                break;
            case Keyword.LoginPattern:
                entry.LoginPattern = _patterns.Read(key, value);
                break;
            case Keyword.PasswordPattern:
                entry.PasswordPattern = _patterns.Read(key, value);
                break;
            case Keyword.PromptPattern:
                entry.PromptPattern = _patterns.Read(key, value);
                break;
            case Keyword.ReturnChar:
                entry.ReturnChar = _choices.ReturnChar(key, value) ?? entry.ReturnChar;
                break;
            case Keyword.ConnectTime:
                entry.Connect = _numbers.Seconds(key, value) ?? entry.Connect;
                break;
            case Keyword.TransportTime:
                entry.TransportTime = _numbers.Seconds(key, value) ?? entry.TransportTime;
                break;
            case Keyword.OperationTime:
                entry.Operation = _numbers.Seconds(key, value) ?? entry.Operation;
                break;
            case Keyword.TransportOptions:
                entry.Algorithms = new TransportOptionsReader(Words, Source, _values).Read(value);
                break;
            case Keyword.Level:
                entry.WantsPrivilegedLevel = _choices.WantsPrivilegedLevel(key, value);
                break;
            case Keyword.Become:
                entry.WantsPrivilegedLevel = _values.Boolean(key, value) ?? true;
                break;
            case Keyword.Profile:
                entry.CryptoProfile = _choices.Profile(key, value) ?? entry.CryptoProfile;
                break;
            case Keyword.Name:
                entry.Name = _labels.Read(key, value);
                break;
            case Keyword.Site:
                entry.Site = _labels.Read(key, value);
                break;
            case Keyword.Tags:
                _labels.ReadTags(entry, key, value);
                break;
            case Keyword.Protocols:
                _choices.AddProtocols(entry, key, value);
                break;
            case Keyword.CredentialName:
                entry.Kept = ReadCredential(key, value);
                break;
            case Keyword.HostKey:
                entry.StrictKeyPlace = key.Place;
                entry.HostKey = _hostKeys.ReadPolicy(key, value);
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

    private Credential? ReadCredential(YamlNode key, YamlNode node)
    {
        if (_values.Scalar(key, node) is not { } value)
        {
            return null;
        }

        var (credential, fault) = _references.Named(value.Text);
        if (fault is not null)
        {
            Source.Error(FindingCode.UnresolvedReference, value.Place, $"The credential {Shown.Here}{fault}", value.QuotedWord, key.Text);
        }

        return credential is null ? null : credential with { KeptAs = value.Text };
    }
}
