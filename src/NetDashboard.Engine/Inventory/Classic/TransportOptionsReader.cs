using System.Collections.Immutable;
using NetDashboard.Inventory.Reading;
using NetDashboard.Inventory.Yaml;

namespace NetDashboard.Inventory.Classic;

/// <summary>Reads <c>transport_options</c>, of which the algorithm lists under <c>asyncssh</c> have an effect.</summary>
internal sealed class TransportOptionsReader(YamlReader yaml, SourceContext source, ClassicValues values)
{
    private const int MaxAlgorithms = 100;
    private const int MaxNameLength = 64;

    private ImmutableArray<string> _keyExchange = [];
    private ImmutableArray<string> _ciphers = [];
    private ImmutableArray<string> _macs = [];
    private ImmutableArray<string> _hostKeys = [];

    /// <summary>Reads the value the YAML reader stands on and goes past it.</summary>
    /// <returns><see langword="null"/> when no list is given.</returns>
    public AlgorithmLists? Read()
    {
        ReadMap("transport_options", ReadTransport);
        return _keyExchange.IsEmpty && _ciphers.IsEmpty && _macs.IsEmpty && _hostKeys.IsEmpty
            ? null
            : new AlgorithmLists(_keyExchange, _ciphers, _macs, _hostKeys);
    }

    private void ReadTransport(YamlScalar key)
    {
        if (key.Text is "asyncssh")
        {
            ReadMap("transport_options.asyncssh", ReadOption);
        }
        else
        {
            SkipUnused(key, "transport_options.", ClassicTransport.Find(key.Text) is not null);
        }
    }

    private void ReadOption(YamlScalar key)
    {
        switch (key.Text)
        {
            case "kex_algs":
                _keyExchange = ReadNames("kex_algs");
                break;
            case "encryption_algs":
                _ciphers = ReadNames("encryption_algs");
                break;
            case "mac_algs":
                _macs = ReadNames("mac_algs");
                break;
            case "server_host_key_algs":
                _hostKeys = ReadNames("server_host_key_algs");
                break;
            default:
                SkipUnused(key, "transport_options.asyncssh.", isKnown: false);
                break;
        }
    }

    private void ReadMap(string name, Action<YamlScalar> readValue)
    {
        if (yaml.Kind is not YamlNodeKind.Map)
        {
            if (yaml.Kind is YamlNodeKind.List || !yaml.Scalar.IsUnset)
            {
                source.Error(yaml.Place, $"'{name}' takes a map.");
            }

            yaml.Skip();
            return;
        }

        yaml.Enter();
        while (yaml.Kind is not YamlNodeKind.End)
        {
            var key = yaml.Scalar;
            yaml.Skip();
            readValue(key);
        }

        yaml.Leave();
    }

    private ImmutableArray<string> ReadNames(string key)
    {
        var names = ImmutableArray.CreateBuilder<string>();
        if (yaml.Kind is not YamlNodeKind.List)
        {
            AddNames(key, names);
            return names.ToImmutable();
        }

        yaml.Enter();
        while (yaml.Kind is not YamlNodeKind.End)
        {
            AddNames(key, names);
        }

        yaml.Leave();
        return names.ToImmutable();
    }

    private void AddNames(string key, ImmutableArray<string>.Builder names)
    {
        if (values.Scalar(key) is not { } value)
        {
            return;
        }

        foreach (var range in value.Text.AsSpan().Split(','))
        {
            var name = value.Text.AsSpan(range).Trim();
            if (FaultOf(name, names.Count) is { } fault)
            {
                source.Error(value.Place, $"'{key}' {fault}");
                return;
            }

            names.Add(name.ToString());
        }
    }

    private static string? FaultOf(ReadOnlySpan<char> name, int count)
    {
        if (name is ['+' or '-' or '^', ..])
        {
            return "begins with '+', '-' or '^'. Lists that change the defaults are not supported: write the whole list, or use 'profile: legacy'.";
        }

        foreach (var c in name)
        {
            // RFC 4251, section 6: printable ASCII without comma and blank.
            if (c is <= ' ' or >= '\u007F')
            {
                return "takes algorithm names, separated by commas or as a list.";
            }
        }

        return name.Length is 0 or > MaxNameLength ? $"takes algorithm names of 1 to {MaxNameLength} characters, separated by commas or as a list."
            : count == MaxAlgorithms ? $"holds more than {MaxAlgorithms} names."
            : null;
    }

    private void SkipUnused(YamlScalar key, string parent, bool isKnown)
    {
        var hasValue = yaml.Kind is not YamlNodeKind.Scalar || !yaml.Scalar.IsUnset;
        yaml.Skip();
        if (isKnown)
        {
            source.WarnOnce(parent + key.Text, key.Place, $"'{parent}{key.Text}' is accepted, but has no effect here.");
        }
        else if (hasValue && Shown.IsKeyLike(key.Text))
        {
            source.WarnOnce(parent + key.Text, key.Place, $"The key {Shown.Here}under '{parent[..^1]}' is accepted, but has no effect here.", key.Text);
        }
        else
        {
            source.WarnOnce(parent, key.Place, $"A key under '{parent[..^1]}' is accepted, but has no effect here.");
        }
    }
}
