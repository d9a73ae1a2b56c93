using System.Diagnostics;

namespace NetDashboard.Engine.Tests.Servers;

/// <summary>A small disk in memory that only one process sees, to be filled to the brim: a tmpfs in a mount namespace of its own.</summary>
public static class SmallDisk
{
    private const string Mount = "mount -t tmpfs -o size=\"$1\",mode=700 tmpfs \"$0\" && shift && exec \"$@\"";
    private static readonly TimeSpan s_step = TimeSpan.FromMilliseconds(50);

    /// <summary>What starts a program with the disk in a folder; <see langword="null"/> when this account may not.</summary>
    /// <param name="folder">The folder, which is there.</param>
    /// <param name="size">As mount takes it, for example <c>64m</c>.</param>
    public static async Task<IReadOnlyList<string>?> FindWrapperAsync(string folder, string size)
    {
        foreach (var flags in new[] { "-m", "-Urm" })
        {
            string[] wrapper = ["unshare", flags, "sh", "-c", Mount, folder, size];
            if (await TryAsync([.. wrapper, "true"]))
            {
                return wrapper;
            }
        }

        return null;
    }

    /// <summary>A path as the process sees it.</summary>
    public static string In(int process, string path) => $"/proc/{process}/root{path}";

    /// <summary>Copies a database from it: SQLite resolves the way there, and would look for the file on our own disk.</summary>
    /// <returns>The copy, in a folder of its own.</returns>
    public static string Copy(int process, string file, string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var part in new[] { file, file + "-wal" }.Where(part => File.Exists(In(process, part))))
        {
            File.Copy(In(process, part), Path.Combine(folder, Path.GetFileName(part)));
        }

        return Path.Combine(folder, Path.GetFileName(file));
    }

    /// <summary>Fills the disk, and takes whatever falls free, for a while; then gives it all back.</summary>
    public static async Task FillAsync(string folder, TimeSpan time, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, "filler");
        var page = new byte[4096];
        await using (var filler = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
        {
            for (var since = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(since) < time;)
            {
                try
                {
                    await filler.WriteAsync(page, cancellationToken);
                }
                catch (IOException)
                {
                    await Task.Delay(s_step, cancellationToken);
                }
            }
        }

        File.Delete(path);
    }

    private static async Task<bool> TryAsync(string[] line)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(line[0], line[1..]) { RedirectStandardError = true, UseShellExecute = false })!;
            await process.WaitForExitAsync();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
