using System.CommandLine;
using NetDashboard.Storage.Transfer;

namespace NetDashboard.Commands;

/// <summary>The verbs of the program.</summary>
internal static class CommandLine
{
    private static readonly string[] s_rootOptions = ["--help", "-h", "-?", "--version"];

    /// <summary>Whether the arguments are for a verb, and not for the dashboard, which takes configuration as <c>--key value</c>.</summary>
    public static bool IsVerb(string[] args) =>
        args is [var first, ..] && (!first.StartsWith('-') || s_rootOptions.Contains(first, StringComparer.Ordinal));

    /// <summary>Runs a verb.</summary>
    /// <param name="args">The verb and what it is given.</param>
    /// <param name="findStore">Finds the dashboard's store, with the data folder if one is given.</param>
    /// <returns>The exit code of the process.</returns>
    public static async Task<int> RunAsync(string[] args, Func<string?, StorePlace> findStore)
    {
        var root = new RootCommand(
            "NetDashboard tries a real login on every device of an inventory. Without a command it serves the dashboard; settings follow as --key value, for example --urls http://127.0.0.1:8080.")
        {
            ScanCommand.Create(),
            CheckCommand.Create(),
            LabCommand.Create(),
            BackupCommand.Create(findStore),
            ExportCommand.Create(findStore),
            ImportCommand.Create(findStore),
            ShareCommand.Create(findStore),
        };

        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                await Console.Error.WriteLineAsync(error.Message).ConfigureAwait(false);
            }

            await Console.Error.WriteLineAsync("Try --help.").ConfigureAwait(false);
            return ExitCode.BadUsage;
        }

        // The verbs end by their own rules on Ctrl-C (results so far stand, a fleet says what it saw).
        return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null }).ConfigureAwait(false);
    }
}
