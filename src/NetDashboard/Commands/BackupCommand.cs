using System.CommandLine;
using System.Globalization;
using NetDashboard.Storage.Transfer;

namespace NetDashboard.Commands;

/// <summary><c>backup FILE</c>: a copy of the SQLite store while the dashboard writes it.</summary>
internal static class BackupCommand
{
    private static readonly TimeSpan s_lookInterval = TimeSpan.FromMilliseconds(200);

    public static Command Create(Func<string?, StorePlace> findStore)
    {
        var file = new Argument<string>("FILE") { Description = "File to write: a SQLite database that can take the place of netdashboard.db." };
        var force = TransferCommand.CreateForce();
        var data = TransferCommand.CreateData();
        var command = new Command(
            "backup",
            "Copies the SQLite store as it is at one moment, also while a dashboard writes it. A store in PostgreSQL is backed up by pg_dump. Key file, credentials and uploads are no part of the store: copy them with the data folder. Exit code 0 when the copy is whole, 2 when there is none, 130 when interrupted.")
        {
            file, force, data,
        };
        command.SetAction((parsed, _) => TransferCommand.RunAsync(
            findStore,
            parsed.GetValue(data),
            (store, progress, cancellationToken) => CopyAsync(store, parsed.GetRequiredValue(file), parsed.GetValue(force), progress, cancellationToken)));
        return command;
    }

    private static async Task<string> CopyAsync(StorePlace store, string path, bool replaces, TransferLine progress, CancellationToken cancellationToken)
    {
        using var file = NewFile.Begin(path, replaces);
        var copying = StoreBackup.CopyAsync(store, file.Unfinished, cancellationToken);
        while (await Task.WhenAny(copying, Task.Delay(s_lookInterval, CancellationToken.None)).ConfigureAwait(false) != copying)
        {
            progress.Show(string.Create(CultureInfo.InvariantCulture, $"{new FileInfo(file.Unfinished).Length / 1e6:0.0} MB copied"));
        }

        await copying.ConfigureAwait(false);
        file.Finish();
        return string.Create(CultureInfo.InvariantCulture, $"Copied {store} to {path} ({new FileInfo(path).Length / 1e6:0.0} MB).");
    }
}
