using System.CommandLine;
using NetDashboard.Inventory;
using NetDashboard.Inventory.Files;
using NetDashboard.Inventory.Vault;

namespace NetDashboard.Commands;

/// <summary>The inventory files a verb is given, and their findings.</summary>
internal static class FileArguments
{
    public static Argument<string[]> Create() => new("FILE")
    {
        Description = "Inventory file in YAML; several make one inventory.",
        Arity = ArgumentArity.OneOrMore,
    };

    /// <summary>The folder that named credentials and secrets of uploads come from.</summary>
    public static Option<string?> CreateData() => new("--data")
    {
        Description = "Folder of what the dashboard keeps (Data:Directory), for inventories that refer to it; by default the same as the dashboard's.",
    };

    /// <summary>Reads the files, with what they refer to. Nothing kept is touched unless they do.</summary>
    public static async Task<InventoryReading?> ReadAsync(string[] files, string? format, string? data, CancellationToken cancellationToken)
    {
        try
        {
            return await InventoryFiles.ReadAsync(files, format, new KeptReferences(() => DataFolder.Resolve(data)), cancellationToken).ConfigureAwait(false);
        }
        catch (VaultException e)
        {
            await Console.Error.WriteLineAsync(e.Message).ConfigureAwait(false);
            return null;
        }
    }

    public static async Task WriteAsync(IEnumerable<InventoryFinding> findings, TextWriter to)
    {
        foreach (var finding in findings)
        {
            await to.WriteLineAsync(finding.ToString()).ConfigureAwait(false);
        }
    }
}
