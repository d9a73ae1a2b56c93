using NetDashboard.Engine.Tests.Servers;
using NetDashboard.Probing;
using NetDashboard.Probing.Ssh;

namespace NetDashboard.Engine.Tests.Probing.Ssh;

/// <summary>Key files are read once, but a failure to read one is not remembered.</summary>
public sealed class PrivateKeyTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("netdashboard-keys-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_key_that_could_not_be_read_is_tried_again()
    {
        var path = Path.Combine(_folder.FullName, "id");
        var writtenAt = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);
        Directory.CreateDirectory(path); // Stands for a file without permission, which root would read all the same.
        Directory.SetLastWriteTimeUtc(path, writtenAt);
        var refused = Assert.Throws<ProbeException>(() => PrivateKey.Load(path, passphrase: null));
        Assert.Contains("cannot be read", refused.Message, StringComparison.Ordinal);

        Directory.Delete(path);
        await Shell.RunAsync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", path]);
        File.SetLastWriteTimeUtc(path, writtenAt); // Giving permission leaves the time of writing as it was.

        Assert.False(PrivateKey.Load(path, passphrase: null).IsInvalid);
    }

    [Fact]
    public async Task A_key_is_read_once()
    {
        var path = Path.Combine(_folder.FullName, "id");
        await Shell.RunAsync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", path]);

        Assert.Same(PrivateKey.Load(path, passphrase: null), PrivateKey.Load(path, passphrase: null));
    }
}
