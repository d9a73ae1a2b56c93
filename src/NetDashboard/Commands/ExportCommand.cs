using System.CommandLine;
using System.Globalization;
using NetDashboard.Storage.Transfer;

namespace NetDashboard.Commands;

/// <summary><c>export FILE</c>: the whole store as one portable file.</summary>
internal static class ExportCommand
{
    public static Command Create(Func<string?, StorePlace> findStore)
    {
        var file = new Argument<string>("FILE") { Description = "File to write: lines of JSON compressed with gzip, for example netdashboard.jsonl.gz." };
        var force = TransferCommand.CreateForce();
        var data = TransferCommand.CreateData();
        var command = new Command(
            "export",
            "Writes all scans, results and host keys of the store, SQLite or PostgreSQL, into one file for import. A dashboard may be at work there meanwhile. The store holds no secrets, nor does the file. Exit code 0 when the file is whole, 2 when there is none, 130 when interrupted.")
        {
            file, force, data,
        };
        command.SetAction((parsed, _) => TransferCommand.RunAsync(
            findStore,
            parsed.GetValue(data),
            (store, progress, cancellationToken) => WriteAsync(store, parsed.GetRequiredValue(file), parsed.GetValue(force), progress, cancellationToken)));
        return command;
    }

    private static async Task<string> WriteAsync(StorePlace store, string path, bool replaces, TransferLine progress, CancellationToken cancellationToken)
    {
        using var file = NewFile.Begin(path, replaces);
        TransferSummary summary;
        var stream = file.Open();
        await using (stream.ConfigureAwait(false))
        {
            summary = await StoreExport.WriteAsync(store, stream, progress, cancellationToken).ConfigureAwait(false);
        }

        file.Finish();
        return string.Create(CultureInfo.InvariantCulture, $"Exported {TransferCommand.Count(summary.Scans, "scan")} with {TransferCommand.Count(summary.Results, "result")} from {summary.Place} to {path} ({new FileInfo(path).Length / 1e6:0.0} MB).");
    }
}
