using System.Text;
using NetDashboard.Inventory;
using NetDashboard.Inventory.Files;

namespace NetDashboard.Engine.Tests.Inventory;

/// <summary>Short forms for tests that read an inventory from text.</summary>
internal static class Reading
{
    public const string Folder = "/srv/inventories";

    public static InventorySource Source(string yaml, string name = "a.yaml", string? folder = Folder) =>
        new(name, Encoding.UTF8.GetBytes(yaml), folder);

    public static InventoryReading Of(params string[] files) =>
        InventoryReader.Read([.. files.Select((yaml, i) => Source(yaml, $"{(char)('a' + i)}.yaml"))]);

    public static DeviceInventory Good(params string[] files) => Accepted(Of(files));

    public static DeviceInventory Accepted(InventoryReading reading)
    {
        Assert.True(reading.Inventory is not null, $"Refused:\n{Text(reading)}");
        return reading.Inventory;
    }

    /// <summary>The one endpoint of an entry with these further lines.</summary>
    public static Endpoint EndpointWith(string lines) => Assert.Single(Assert.Single(Good(Entry(lines)).Devices).Endpoints);

    /// <summary>The credential of an entry with these further lines.</summary>
    public static Credential CredentialWith(string lines) => Assert.Single(Good(Entry(lines)).Credentials).Value;

    /// <summary>An entry without remarks of its own, and further lines from line 3 on.</summary>
    public static string Entry(string lines) => "- host: r1\n  auth_strict_key: false\n  " + lines.ReplaceLineEndings("\n  ") + "\n";

    public static InventoryFinding Refusal(string yaml, int line, int column)
    {
        var reading = Of(yaml);
        Assert.Null(reading.Inventory);
        return At(reading, line, column, FindingSeverity.Error);
    }

    public static InventoryFinding Warning(string yaml, int line, int column)
    {
        var reading = Of(yaml);
        Assert.True(reading.Inventory is not null, $"Refused:\n{Text(reading)}");
        return At(reading, line, column, FindingSeverity.Warning);
    }

    public static string Text(InventoryReading reading) => string.Join('\n', reading.Findings);

    private static InventoryFinding At(InventoryReading reading, int line, int column, FindingSeverity severity)
    {
        var finding = reading.Findings.FirstOrDefault(f => f.Line == line && f.Column == column && f.Severity == severity);
        Assert.True(finding is not null, $"No {severity} at {line}:{column}, but:\n{Text(reading)}");
        return finding;
    }

    /// <summary>Devices and what they are reached by, in one text.</summary>
    public static string Describe(DeviceInventory inventory) => string.Join('\n', inventory.Devices.Select(device =>
        $"{device.Name} {device.Host}{string.Concat(device.Endpoints.Select(endpoint => $" {endpoint.Protocol}:{endpoint.Port} {endpoint.Platform ?? "-"} {Login(inventory, endpoint)}"))}"));

    private static string Login(DeviceInventory inventory, Endpoint endpoint)
    {
        var credential = inventory.Credentials[endpoint.CredentialId];
        return $"{credential.UserName}/{credential.Password?.Reveal()}/{credential.EnableSecret?.Reveal()}";
    }
}

/// <summary>References for tests.</summary>
internal sealed class KnownReferences : IReferenceSource
{
    public Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, Secret> Secrets { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, Credential> Credentials { get; } = new(StringComparer.Ordinal);

    public string? Environment(string name) => Variables.GetValueOrDefault(name);

    public Secret? Stored(string file, string id) => Secrets.GetValueOrDefault($"{file} {id}");

    public Credential? Named(string name) => Credentials.GetValueOrDefault(name);
}
