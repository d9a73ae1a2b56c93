using System.CommandLine;
using System.Globalization;
using NetDashboard.Inventory.Vault;
using NetDashboard.Storage.Model;
using NetDashboard.Storage.Transfer;

namespace NetDashboard.Commands;

/// <summary>What the commands that carry a store have in common.</summary>
internal static class TransferCommand
{
    public static Option<string?> CreateData() => new("--data")
    {
        Description = "Data folder that holds the store (Data:Directory); by default the same as the dashboard's. Storage:ConnectionString goes before it, as for the dashboard.",
    };

    public static Option<bool> CreateForce() => new("--force") { Description = "Puts the new file in the place of one that is there." };

    /// <summary><c>1 scan</c>, <c>2,000 scans</c>.</summary>
    public static string Count(long count, string noun) => count == 1 ? $"1 {noun}" : string.Create(CultureInfo.InvariantCulture, $"{count:N0} {noun}s");

    /// <summary>Runs the work of a command; says what came of it on standard error.</summary>
    /// <param name="findStore">Finds the store.</param>
    /// <param name="data">What <c>--data</c> says.</param>
    /// <param name="work">What to do; gives the sentence that says what was done.</param>
    /// <returns>The exit code: 0 done, 2 not done, 130 interrupted.</returns>
    public static async Task<int> RunAsync(Func<string?, StorePlace> findStore, string? data, Func<StorePlace, TransferLine, CancellationToken, Task<string>> work)
    {
        using var interruption = new Interruption();
        using var progress = new TransferLine();
        try
        {
            var done = await work(findStore(data), progress, interruption.Token).ConfigureAwait(false);
            progress.Dispose();
            await Console.Error.WriteLineAsync(done).ConfigureAwait(false);
            return ExitCode.Ok;
        }
        catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
        {
            progress.Dispose();
            await Console.Error.WriteLineAsync("Interrupted. Nothing was done.").ConfigureAwait(false);
            return ExitCode.Interrupted;
        }
        catch (Exception e) when (e is StoreException or TransferException or VaultException or IOException or UnauthorizedAccessException)
        {
            progress.Dispose();
            await Console.Error.WriteLineAsync(e.Message).ConfigureAwait(false);
            return ExitCode.BadUsage;
        }
    }
}
