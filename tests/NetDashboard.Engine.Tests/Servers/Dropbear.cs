namespace NetDashboard.Engine.Tests.Servers;

/// <summary>A real dropbear server, as small Linux devices run it, with its own host key and one account with a shell.</summary>
public sealed class Dropbear : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly ServerProcess _process;

    private Dropbear(DirectoryInfo folder, ServerProcess process, LocalAccount account)
    {
        _folder = folder;
        _process = process;
        Account = account;
    }

    public int Port => _process.Port;

    public string Log => _process.Log;

    public LocalAccount Account { get; }

    /// <param name="hostKeyType">Host key type for dropbearkey.</param>
    /// <param name="arguments">Further arguments, for example <c>-s</c> against passwords.</param>
    public static async Task<Dropbear> StartAsync(string hostKeyType = "ed25519", params string[] arguments)
    {
        var folder = Directory.CreateTempSubdirectory("netdashboard-dropbear-");
        var account = await LocalAccount.CreateAsync("/bin/bash");

        // The prompt of the account, whatever this machine's shells are set up to show.
        await File.WriteAllTextAsync(Path.Combine(account.Home, ".bashrc"), "PS1='box$ '\n");
        await File.WriteAllTextAsync(Path.Combine(account.Home, ".bash_profile"), "PS1='box$ '\n");
        var hostKey = Path.Combine(folder.FullName, "host");
        await Shell.RunAsync("dropbearkey", ["-t", hostKeyType, "-f", hostKey]);
        var port = ServerProcess.FindFreePort();
        var process = await ServerProcess.StartAsync(
            "dropbear", port, ["-F", "-E", "-p", $"127.0.0.1:{port}", "-r", hostKey, "-P", Path.Combine(folder.FullName, "pid"), .. arguments]);
        return new Dropbear(folder, process, account);
    }

    /// <summary>Makes a key pair whose owner the account lets in.</summary>
    /// <returns>Path of the private key, in OpenSSH's format.</returns>
    public async Task<string> AuthorizeKeyAsync(string type)
    {
        var key = Path.Combine(_folder.FullName, "id_" + type);
        await Shell.RunAsync("ssh-keygen", ["-q", "-t", type, "-N", "", "-f", key]);
        var folder = Directory.CreateDirectory(Path.Combine(Account.Home, ".ssh")).FullName;
        File.Copy(key + ".pub", Path.Combine(folder, "authorized_keys"));

        // Dropbear insists that nobody else may write there.
        await Shell.RunAsync("chown", ["-R", Account.Name, Account.Home]);
        await Shell.RunAsync("chmod", ["-R", "go-rwx", Account.Home]);
        return key;
    }

    /// <summary>The log, once it holds a text; as it is when that takes longer than 5 s.</summary>
    public async Task<string> LogAfterAsync(string text)
    {
        for (var tries = 0; tries < 250 && !Log.Contains(text, StringComparison.Ordinal); tries++)
        {
            await Task.Delay(20);
        }

        return Log;
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        await Account.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
