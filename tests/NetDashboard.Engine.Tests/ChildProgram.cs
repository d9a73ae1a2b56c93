using NetDashboard.Inventory.Vault;

namespace NetDashboard.Engine.Tests;

/// <summary>What tests start as a process of its own, to kill it in the middle of its work.</summary>
internal static class ChildProgram
{
    /// <summary>The word this program says when the time to kill it has come.</summary>
    public const string Ready = "ready";

    /// <summary>Puts a text in the place of a file, and stops for ever when it is written and not yet renamed, with the folder locked.</summary>
    /// <param name="args">The folder to lock, the file, and the text.</param>
    public static int Main(string[] args)
    {
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
