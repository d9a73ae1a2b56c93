using System.CommandLine;
using System.Globalization;
using NetDashboard.Storage.Transfer;

namespace NetDashboard.Commands;

/// <summary><c>import FILE</c>: an export into an empty store.</summary>
internal static class ImportCommand
{
    public static Command Create(Func<string?, StorePlace> findStore)
    {
        var file = new Argument<string>("FILE") { Description = "A file that export has written." };
        var data = TransferCommand.CreateData();
        var command = new Command(
            "import",
            "Reads an export into an empty store, SQLite or PostgreSQL: all of it or nothing. No dashboard may be at work there. Exit code 0 when everything is in the store, 2 when nothing is, 130 when interrupted, with nothing in the store.")
        {
            file, data,
        };
        command.SetAction((parsed, _) => TransferCommand.RunAsync(
            findStore, parsed.GetValue(data), (store, progress, cancellationToken) => ReadAsync(store, parsed.GetRequiredValue(file), progress, cancellationToken)));
        return command;
    }

    private static async Task<string> ReadAsync(StorePlace store, string path, TransferLine progress, CancellationToken cancellationToken)
    {
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 128 * 1024, FileOptions.SequentialScan);
        await using (stream.ConfigureAwait(false))
        {
            try
            {
                var summary = await StoreImport.ReadAsync(store, stream, progress, cancellationToken).ConfigureAwait(false);
                return string.Create(CultureInfo.InvariantCulture, $"Imported {TransferCommand.Count(summary.Scans, "scan")} with {TransferCommand.Count(summary.Results, "result")} from {path} into {summary.Place}.");
            }
            catch (TransferException e)
            {
                throw new TransferException($"{path}: {e.Message} Nothing was imported.");
            }
        }
    }
}
