using System.Collections.Immutable;
using NetDashboard.Inventory.Vault;

namespace NetDashboard.Inventory.Files;

/// <summary>What an inventory meant at a time: its devices, every field as text, secrets only as keyed hashes.</summary>
internal sealed record InventoryVersion
{
    // Before the name of a field that holds a secret, which the hash in its place stands for.
    private const char SecretMark = '*';

    public required DateTimeOffset Time { get; init; }

    public required IReadOnlyList<DeviceVersion> Devices { get; init; }

    /// <summary>The version that an inventory is.</summary>
    public static InventoryVersion Of(DeviceInventory inventory, DateTimeOffset time, SecretVault vault)
    {
        var credentials = inventory.Credentials.ToDictionary(pair => pair.Key, pair => FieldsOf(pair.Value, vault), StringComparer.Ordinal);
        var devices = new List<DeviceVersion>(inventory.Devices.Length);
        foreach (var device in inventory.Devices)
        {
            var fields = new Dictionary<string, string>(StringComparer.Ordinal) { ["host"] = device.Host };
            Put(fields, "site", device.Site);
            Put(fields, "tags", device.Tags.IsDefaultOrEmpty ? null : string.Join(", ", device.Tags));
            foreach (var endpoint in device.Endpoints)
            {
                fields[endpoint.Protocol] = "tried";
                foreach (var (field, value) in credentials.GetValueOrDefault(endpoint.CredentialId) ?? [])
                {
                    fields[field is [SecretMark, .. var secret] ? $"{SecretMark}{endpoint.Protocol} {secret}" : $"{endpoint.Protocol} {field}"] = value;
                }

                Put(fields, endpoint);
            }

            devices.Add(new DeviceVersion(device.Name, fields));
        }

        return new InventoryVersion { Time = time, Devices = devices };
    }

    /// <summary>Whether two inventories mean the same.</summary>
    public static bool AreSame(DeviceInventory one, DeviceInventory other, SecretVault vault) =>
        one.Devices.Length == other.Devices.Length && Of(one, default, vault).Since(Of(other, default, vault)).IsEmpty;

    /// <summary>What this version changed of a former one.</summary>
    public InventoryDifference Since(InventoryVersion former)
    {
        var before = new Dictionary<string, DeviceVersion>(former.Devices.Count, StringComparer.Ordinal);
        foreach (var device in former.Devices)
        {
            before[device.Name] = device;
        }

        var added = ImmutableArray.CreateBuilder<string>();
        var changed = ImmutableArray.CreateBuilder<DeviceChange>();
        foreach (var device in Devices)
        {
            if (!before.Remove(device.Name, out var old))
            {
                added.Add(device.Name);
            }
            else if (Changes(old.Fields, device.Fields) is { IsEmpty: false } changes)
            {
                changed.Add(new DeviceChange(device.Name, changes));
            }
        }

        return new InventoryDifference(
            added.ToImmutable(), [.. former.Devices.Select(device => device.Name).Where(before.ContainsKey)], changed.ToImmutable())
        {
            FormerTime = former.Time,
        };
    }

    private static ImmutableArray<FieldChange> Changes(Dictionary<string, string> before, Dictionary<string, string> after)
    {
        ImmutableArray<FieldChange>.Builder? changes = null;
        foreach (var (field, value) in after)
        {
            if (!before.TryGetValue(field, out var old) || old != value)
            {
                (changes ??= ImmutableArray.CreateBuilder<FieldChange>()).Add(ChangeOf(field, old, value));
            }
        }

        foreach (var (field, old) in before)
        {
            if (!after.ContainsKey(field))
            {
                (changes ??= ImmutableArray.CreateBuilder<FieldChange>()).Add(ChangeOf(field, old, null));
            }
        }

        return changes?.ToImmutable() ?? [];
    }

    private static FieldChange ChangeOf(string field, string? before, string? after) =>
        field is [SecretMark, .. var secret] ? new FieldChange(secret, null, null, IsSecret: true) : new FieldChange(field, before, after);

    private static Dictionary<string, string> FieldsOf(Credential credential, SecretVault vault)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        Put(fields, "user name", credential.UserNameQuestion is { } question ? $"asked for as '{question}'" : credential.UserName is "" ? null : credential.UserName);
        Put(fields, "private key", credential.PrivateKeyFile);
        PutSecret("password", credential.Password);
        PutSecret("enable secret", credential.EnableSecret);
        PutSecret("passphrase", credential.PrivateKeyPassphrase);
        return fields;

        void PutSecret(string field, Secret? secret)
        {
            if (secret is not null)
            {
                fields.Add(SecretMark + field, secret.Question is { } asked ? $"?{asked}" : vault.Mark(secret.Reveal()));
            }
        }
    }

    private static void Put(Dictionary<string, string> fields, Endpoint endpoint)
    {
        var plain = new Endpoint { Protocol = endpoint.Protocol, CredentialId = endpoint.CredentialId };
        PutIf("port", endpoint.Port?.ToString(), null);
        PutIf("platform", endpoint.Platform, null);
        PutIf("connect limit", Seconds(endpoint.Timeouts.Connect), Seconds(plain.Timeouts.Connect));
        PutIf("login limit", Seconds(endpoint.Timeouts.Transport), Seconds(plain.Timeouts.Transport));
        PutIf("command limit", Seconds(endpoint.Timeouts.Operation), Seconds(plain.Timeouts.Operation));
        PutIf("prompt pattern", endpoint.PromptPattern, null);
        PutIf("return character", endpoint.ReturnChar == "\n" ? null : Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(endpoint.ReturnChar)), null);
        PutIf("privileged level", endpoint.WantsPrivilegedLevel ? null : "no", null);
        PutIf("login", endpoint.SkipsLogin ? "skipped" : null, null);
        PutIf("login pattern", endpoint.LoginPattern, null);
        PutIf("password pattern", endpoint.PasswordPattern, null);
        PutIf("host key", endpoint.HostKeyPolicy.ToString(), plain.HostKeyPolicy.ToString());
        PutIf("known hosts", endpoint.KnownHostsFile, null);
        PutIf("profile", endpoint.CryptoProfile, plain.CryptoProfile);
        PutIf("algorithms", endpoint.Algorithms is { } lists ? string.Join("; ", new[] { lists.KeyExchange, lists.Ciphers, lists.Macs, lists.HostKeys }.Select(list => string.Join(",", list))) : null, null);

        void PutIf(string field, string? value, string? usual)
        {
            if (value != usual)
            {
                Put(fields, $"{endpoint.Protocol} {field}", value);
            }
        }
    }

    private static string Seconds(TimeSpan limit) => $"{limit.TotalSeconds:0.###} s";

    private static void Put(Dictionary<string, string> fields, string field, string? value)
    {
        if (value is not null)
        {
            fields[field] = value;
        }
    }
}

/// <summary>A device in a version: its fields as text.</summary>
internal sealed record DeviceVersion(string Name, Dictionary<string, string> Fields);

/// <summary>The last two versions of an inventory.</summary>
internal sealed record VersionFile(string Name, InventoryVersion Latest, InventoryVersion? Former);
