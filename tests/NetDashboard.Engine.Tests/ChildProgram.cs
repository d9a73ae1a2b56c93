using NetDashboard.Engine.Tests.Storage;
using NetDashboard.Engine.Tests.Storage.Retention;
using NetDashboard.Inventory.Vault;

namespace NetDashboard.Engine.Tests;

/// <summary>What tests start as a process of its own, to kill it in the middle of its work.</summary>
internal static class ChildProgram
{
    /// <summary>The word this program says when the time to kill it has come.</summary>
    public const string Ready = "ready";

    /// <summary>
    /// Puts a text in the place of a file, and stops for ever when it is written and not yet renamed, with the folder locked; or scans into a store, or
    /// tidies one.
    /// </summary>
    /// <param name="args">The folder to lock, the file, and the text; or <see cref="StoreScanProgram.Verb"/> or <see cref="TidyProgram.Verb"/> and the place of the store.</param>
    public static async Task<int> Main(string[] args)
    {
        if (args is [StoreScanProgram.Verb, var store])
        {
            return await StoreScanProgram.RunAsync(store);
        }

        if (args is [TidyProgram.Verb, var aged])
        {
            return await TidyProgram.RunAsync(aged);
        }

        if (args is not [var folder, var file, var text])
        {
            return 2;
        }

        using var only = FolderLock.Take(folder);
        AtomicFile.Write(file, System.Text.Encoding.UTF8.GetBytes(text), () =>
        {
            Console.WriteLine(Ready);
            Thread.Sleep(Timeout.Infinite);
        });
        return 0;
    }
}
