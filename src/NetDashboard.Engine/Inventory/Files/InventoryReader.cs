using NetDashboard.Inventory.Classic;
using NetDashboard.Inventory.Reading;
using NetDashboard.Inventory.Yaml;

namespace NetDashboard.Inventory.Files;

/// <summary>Reads inventory files, which may be hostile, into one inventory. Safe to use from many threads at once.</summary>
public static class InventoryReader
{
    /// <summary>Largest file that is read, in bytes: 10 MB.</summary>
    public const int MaxBytes = YamlLimits.Bytes;

    // The first is what a file is taken for.
    private static readonly IReadOnlyList<IInventoryFormat> s_formats = [new ClassicFormat()];

    /// <summary>The formats a file can be read as.</summary>
    public static IReadOnlyList<InventoryFormatName> Formats { get; } =
    [
        new("classic", "scrapli"), new("nornir", "Nornir SimpleInventory"), new("ansible", "Ansible YAML"), new("netmiko", "Netmiko"),
    ];

    /// <summary>Reads files in their order. Entries of different files for the same host become one device.</summary>
    /// <param name="sources">The files.</param>
    /// <param name="references">Gives what the files refer to; <see langword="null"/> for the environment of this process alone.</param>
    /// <returns>The inventory and what is to be said about it; no inventory at all when anything in any file is an error.</returns>
    public static InventoryReading Read(IReadOnlyList<InventorySource> sources, IReferenceSource? references = null)
    {
        var loaded = new LoadedSource[sources.Count];
        for (var i = 0; i < loaded.Length; i++)
        {
            loaded[i] = new LoadedSource(sources[i]);
        }

        return Read(loaded, fileExists: null, references);
    }

    /// <summary>Reads files that were, or could not be, loaded.</summary>
    /// <param name="sources">The files.</param>
    /// <param name="fileExists">Tells whether a file that an inventory names is there; <see langword="null"/> to leave that open.</param>
    /// <param name="references">Gives what the files refer to; <see langword="null"/> for the environment of this process alone.</param>
    internal static InventoryReading Read(IReadOnlyList<LoadedSource> sources, Func<string, bool>? fileExists, IReferenceSource? references = null)
    {
        _ = references ?? ProcessReferences.Default;
        var findings = new FindingList();
        var inventory = new InventoryCollector();
        foreach (var source in sources)
        {
            var context = new SourceContext(source.Source, findings, fileExists);
            try
            {
                ReadOne(source, context, inventory);
            }
            catch (YamlRefusedException e)
            {
                context.Error(e.Place, e.Message);
            }

            context.Finish();
        }

        return new InventoryReading(findings.HasErrors ? null : inventory.Build(), findings.ToImmutable(inventory.Secrets));
    }

    private static void ReadOne(LoadedSource source, SourceContext context, InventoryCollector inventory)
    {
        if (source.Problem is not null)
        {
            throw new YamlRefusedException(Place.Start, source.Problem);
        }

        var format = s_formats[0];
        var yaml = new YamlReader(YamlText.Decode(source.Source.Content.Span), format.IsKnownKey);
        if (!yaml.MoveToRoot())
        {
            throw new YamlRefusedException(Place.Start, $"The file is empty. It should hold a list of devices, for example: {format.Example}");
        }

        format.Read(yaml, context, inventory);
        yaml.Finish();
    }
}

/// <summary>A file to read, or the reason why it could not be loaded.</summary>
/// <param name="Source">The file; without content when there is a problem.</param>
/// <param name="Problem">Why it could not be loaded; <see langword="null"/> when it could.</param>
internal sealed record LoadedSource(InventorySource Source, string? Problem = null);
