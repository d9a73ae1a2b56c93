using System.CommandLine;
using NetDashboard.Inventory;

namespace NetDashboard.Commands;

/// <summary>The inventory files a verb is given, and their findings.</summary>
internal static class FileArguments
{
    public static Argument<string[]> Create() => new("FILE")
    {
        Description = "Inventory file in YAML; several make one inventory.",
        Arity = ArgumentArity.OneOrMore,
    };

    public static async Task WriteAsync(IEnumerable<InventoryFinding> findings, TextWriter to)
    {
        foreach (var finding in findings)
        {
            await to.WriteLineAsync(finding.ToString()).ConfigureAwait(false);
        }
    }
}
