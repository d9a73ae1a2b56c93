using System.Collections.Immutable;
using System.Text;
using NetDashboard.Inventory.Vault;
using NetDashboard.Inventory.Yaml;

namespace NetDashboard.Inventory.Files;

/// <summary>
/// Makes one inventory of several files that are parts of it. They are read as they came, so that findings name the right file, and kept as one text that is
/// proven to mean the same.
/// </summary>
internal sealed class UploadJoiner(ReadingDesk desk, SecretVault vault)
{
    /// <summary>The name that files have together: that of their hosts.</summary>
    public static string NameOf(ImmutableArray<string> names) =>
        names.FirstOrDefault(name => name.StartsWith("host", StringComparison.OrdinalIgnoreCase)) ?? names[0];

    /// <summary>Reads files together and joins them.</summary>
    /// <param name="name">The name they are to have together.</param>
    /// <param name="files">The files.</param>
    /// <param name="secrets">What their <c>${secret:N}</c> stand for.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<JoinedUpload> JoinAsync(
        string name, ImmutableArray<InventorySource> files, ImmutableDictionary<string, string> secrets, CancellationToken cancellationToken)
    {
        var none = new InventorySource(name, ReadOnlyMemory<byte>.Empty);
        var reading = await desk.ReadAsync(() => [.. files.Select(file => (new LoadedSource(file), secrets))], looksForFiles: true, cancellationToken).ConfigureAwait(false);
        if (Strangers(reading) is { IsEmpty: false } strangers)
        {
            return Refused(none, [.. strangers, .. reading.Findings]);
        }

        if (reading.Inventory is not { } inventory)
        {
            return new JoinedUpload(none, reading, reading.Findings);
        }

        var (format, text) = await Task.Run(() => InventoryReader.Join(files), cancellationToken).ConfigureAwait(false);
        if (text is not null)
        {
            var source = new InventorySource(name, Encoding.UTF8.GetBytes(text)) { Format = format };
            var joined = await desk.ReadAsync(new LoadedSource(source), secrets, looksForFiles: true, cancellationToken).ConfigureAwait(false);
            if (joined.Inventory is { } same && await Task.Run(() => InventoryVersion.AreSame(same, inventory, vault), cancellationToken).ConfigureAwait(false))
            {
                return new JoinedUpload(source, joined, reading.Findings);
            }
        }

        const string advice = "These files cannot be kept as one inventory. Write them into one file under 'hosts', 'groups' and 'defaults', and upload that.";
        return Refused(none, [Finding(files[0].Name, advice), .. reading.Findings]);
    }

    private static JoinedUpload Refused(InventorySource none, ImmutableArray<InventoryFinding> findings) => new(none, new InventoryReading(null, findings), findings);

    private static ImmutableArray<InventoryFinding> Strangers(InventoryReading reading) =>
    [
        .. reading.Files.Where(file => file.Format is { } format && !InventoryReader.ReadsTogether(format)).Select(file => Finding(
            file.Name,
            "Several files are taken in together only when they are the hosts, groups and defaults of one Nornir inventory, and this file is none of these. Upload it by itself.")),
    ];

    private static InventoryFinding Finding(string file, string message) =>
        new(file, Place.Start.Line, Place.Start.Column, FindingSeverity.Error, message) { Code = FindingCode.NotTogether };
}

/// <summary>An upload that was read, and what is to be kept of it.</summary>
/// <param name="Source">One text with all of it.</param>
/// <param name="Reading">The reading of that text.</param>
/// <param name="Findings">What is to be said about the files as they came.</param>
internal sealed record JoinedUpload(InventorySource Source, InventoryReading Reading, ImmutableArray<InventoryFinding> Findings);
