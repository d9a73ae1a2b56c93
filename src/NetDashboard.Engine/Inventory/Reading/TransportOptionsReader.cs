using System.Collections.Immutable;
using NetDashboard.Inventory.Yaml;

namespace NetDashboard.Inventory.Reading;

/// <summary>Reads <c>transport_options</c>, of which the algorithm lists under <c>asyncssh</c> have an effect.</summary>
internal sealed class TransportOptionsReader(FormatWords words, SourceContext source, ValueReader values)
{
    private const int MaxAlgorithms = 100;
    private const int MaxNameLength = 64;

    private ImmutableArray<string> _keyExchange = [];
    private ImmutableArray<string> _ciphers = [];
    private ImmutableArray<string> _macs = [];
    private ImmutableArray<string> _hostKeys = [];

    /// <summary>Reads the options.</summary>
    /// <returns><see langword="null"/> when no list is given.</returns>
    public AlgorithmLists? Read(YamlNode options)
    {
        ReadMap("transport_options", options, ReadTransport);
        return _keyExchange.IsEmpty && _ciphers.IsEmpty && _macs.IsEmpty && _hostKeys.IsEmpty
            ? null
            : new AlgorithmLists(_keyExchange, _ciphers, _macs, _hostKeys);
    }

    /// <summary>Whether the value of a key under <c>transport_options</c> is known to be no secret.</summary>
    public static bool IsPublic(string key) => key is "kex_algs" or "encryption_algs" or "mac_algs" or "server_host_key_algs";

    private void ReadTransport(YamlNode key, YamlNode value)
    {
        if (key.Text is "asyncssh")
        {
            ReadMap("transport_options.asyncssh", value, ReadOption);
        }
        else
        {
            NameUnused(key, value, "transport_options.", words.Transport(key.Text) is not null);
        }
    }

    private void ReadOption(YamlNode key, YamlNode value)
    {
        switch (key.Text)
        {
            case "kex_algs":
                _keyExchange = ReadNames(key, value);
                break;
            case "encryption_algs":
                _ciphers = ReadNames(key, value);
                break;
            case "mac_algs":
                _macs = ReadNames(key, value);
                break;
            case "server_host_key_algs":
                _hostKeys = ReadNames(key, value);
                break;
            default:
                NameUnused(key, value, "transport_options.asyncssh.", isKnown: false);
                break;
        }
    }

    private void ReadMap(string name, YamlNode map, Action<YamlNode, YamlNode> read)
    {
        if (!map.IsMap)
        {
            if (!map.IsUnset)
            {
                source.Error(FindingCode.WrongShape, map.Place, $"'{name}' takes a map.");
            }

            return;
        }

        for (var i = 0; i < map.PairCount; i++)
        {
            read(map.KeyAt(i), map.ValueAt(i));
        }
    }

    private ImmutableArray<string> ReadNames(YamlNode key, YamlNode value)
    {
        var names = ImmutableArray.CreateBuilder<string>();
        foreach (var item in value.IsList ? value.Items : [value])
        {
            AddNames(key, item, names);
        }

        return names.ToImmutable();
    }

    private void AddNames(YamlNode key, YamlNode node, ImmutableArray<string>.Builder names)
    {
        if (values.Scalar(key, node) is not { } value)
        {
            return;
        }

        foreach (var range in value.Text.AsSpan().Split(','))
        {
            var name = value.Text.AsSpan(range).Trim();
            if (FaultOf(name, names.Count) is { } fault)
            {
                source.Error(FindingCode.InvalidValue, value.Place, $"'{key.Text}' {fault}", key: key.Text);
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

    private void NameUnused(YamlNode key, YamlNode value, string parent, bool isKnown)
    {
        if (isKnown)
        {
            source.WarnOnce(
                FindingCode.KeyWithoutEffect, parent + key.Text, key.Place, $"'{parent}{key.Text}' is accepted, but has no effect here.", key: key.Text);
        }
        else if (!value.IsUnset && Shown.IsKeyLike(key.Text))
        {
            source.WarnOnce(
                FindingCode.KeyWithoutEffect,
                parent + key.Text,
                key.Place,
                $"The key {Shown.Here}under '{parent[..^1]}' is accepted, but has no effect here.",
                key.Text);
        }
        else
        {
            source.WarnOnce(FindingCode.KeyWithoutEffect, parent, key.Place, $"A key under '{parent[..^1]}' is accepted, but has no effect here.");
        }
    }
}
