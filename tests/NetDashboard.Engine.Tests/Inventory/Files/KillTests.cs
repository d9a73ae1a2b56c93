using System.Diagnostics;
using NetDashboard.Inventory;
using NetDashboard.Inventory.Vault;

namespace NetDashboard.Engine.Tests.Inventory.Files;

/// <summary>A process is killed between writing a file beside and renaming it: what was there stands, and the next start leaves nothing of it.</summary>
public sealed class KillTests : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly LibraryRig _rig = new();

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task Nothing_is_lost_and_nothing_is_left()
    {
        _rig.Credentials.Save("lab", "u", new Secret("canary-1"));
        _rig.Write("f.yaml", "- {host: r1, credential: lab, auth_strict_key: false}\n");
        await _rig.AcceptAsync("up.yaml", "- {host: r2, auth_password: canary-2, auth_strict_key: false}\n");
        await _rig.Library.SetFormatAsync("f.yaml", "classic");
        await _rig.Library.RefreshAsync();
        var whole = _rig.DataFiles().Order(StringComparer.Ordinal).ToArray();

        foreach (var file in whole.Where(file => Path.GetFileName(file) != "vault.lock"))
        {
            await KillWhileWritingAsync(file);
        }

        Assert.Equal(whole.Length - 1, _rig.DataFiles().Count(file => file.EndsWith(AtomicFile.Unfinished, StringComparison.Ordinal)));
        _rig.Start();
        await _rig.WatchAsync();
        await Lab.Until.TrueAsync(() => _rig.DataFiles().Order(StringComparer.Ordinal).SequenceEqual(whole, StringComparer.Ordinal), () => $"Left behind: {string.Join(", ", _rig.DataFiles().Except(whole, StringComparer.Ordinal))}");

        var read = await _rig.Library.ReadAsync(["f.yaml", "up.yaml"]);
        Assert.Equal(["canary-1", "canary-2"], read.Inventory!.Credentials.Values.Select(credential => credential.Password!.Reveal()).Order(StringComparer.Ordinal), StringComparer.Ordinal);
        Assert.True(_rig.Entry("f.yaml").IsFormatChosen);
    }

    [Fact]
    public async Task A_first_start_that_was_killed_is_begun_anew()
    {
        using var folder = new Vault.TempFolder();
        await KillWhileWritingAsync(folder[SecretVault.KeyFileName], folder);
        Assert.NotEmpty(Directory.GetFiles(folder, "*" + AtomicFile.Unfinished));

        new SecretVault(folder).Open();
        Assert.Empty(Directory.GetFiles(folder, "*" + AtomicFile.Unfinished));
        Assert.True(File.Exists(folder[SecretVault.KeyFileName]));
    }

    private async Task KillWhileWritingAsync(string file, string? folder = null)
    {
        var program = typeof(ChildProgram).Assembly.Location;
        using var child = Process.Start(new ProcessStartInfo("dotnet", ["exec", program, folder ?? _rig.Data, file, "half a file"]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        try
        {
            Assert.Equal(ChildProgram.Ready, await child.StandardOutput.ReadLineAsync().WaitAsync(s_patience));
        }
        finally
        {
            // SIGKILL.
            child.Kill();
            await child.WaitForExitAsync();
        }
    }
}
