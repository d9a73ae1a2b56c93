using System.Diagnostics;
using NetDashboard.Engine.Tests.Lab;
using NetDashboard.Inventory;

namespace NetDashboard.Engine.Tests.Inventory.Files;

/// <summary>What can stand in the folder besides files, and what files say of others.</summary>
public sealed class FolderTests : IAsyncDisposable
{
    private const string Good = "- {host: r1, auth_strict_key: false}\n";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly LibraryRig _rig = new();

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task A_pipe_a_folder_and_a_device_block_nothing_and_are_named()
    {
        using (var made = Process.Start("mkfifo", Path.Join(_rig.Directory, "pipe.yaml")))
        {
            await made.WaitForExitAsync();
        }

        Directory.CreateDirectory(Path.Join(_rig.Directory, "folder.yaml"));
        File.CreateSymbolicLink(Path.Join(_rig.Directory, "device.yaml"), "/dev/zero");
        _rig.Write("z.yaml", Good);

        await _rig.Library.RefreshAsync().WaitAsync(s_patience);

        Assert.Equal(1, _rig.Entry("z.yaml").Devices);
        foreach (var (name, word) in new[] { ("pipe.yaml", "a pipe"), ("folder.yaml", "a folder"), ("device.yaml", "a device") })
        {
            var finding = Assert.Single(_rig.Entry(name).Findings);
            Assert.Equal((FindingCode.UnreadableFile, 1, 1), (finding.Code, finding.Line, finding.Column));
            Assert.Contains(word, finding.Message, StringComparison.Ordinal);
            Assert.False(_rig.Entry(name).IsUsable);
            Assert.Null((await _rig.Library.ReadAsync([name]).WaitAsync(s_patience)).Inventory);
        }
    }

    [Fact]
    public async Task A_change_behind_links_is_seen_as_an_orchestrator_makes_it()
    {
        // Each version is a folder of its own; one link is turned from the former to the new one.
        Put("v1", Good);
        var data = Path.Join(_rig.Directory, "..data");
        Directory.CreateSymbolicLink(data, "v1");
        File.CreateSymbolicLink(Path.Join(_rig.Directory, "a.yaml"), Path.Join("..data", "a.yaml"));
        await _rig.WatchAsync();
        Assert.Equal((1, Good.Length), (_rig.Entry("a.yaml").Devices, (int)_rig.Entry("a.yaml").Size));

        Put("v2", Good + Good.Replace("r1", "r2", StringComparison.Ordinal));
        Directory.CreateSymbolicLink(data + "_new", "v2");
        using (var turned = Process.Start("mv", ["-T", data + "_new", data]))
        {
            await turned.WaitForExitAsync();
        }

        await Until.TrueAsync(() => _rig.Entry("a.yaml").Devices == 2, () => "The new version behind the link was not seen.");

        void Put(string version, string text)
        {
            Directory.CreateDirectory(Path.Join(_rig.Directory, version));
            _rig.Write(Path.Join(version, "a.yaml"), text);
        }
    }

    [Fact]
    public async Task A_warning_of_a_file_that_is_not_there_ends_when_the_file_comes_and_is_back_when_it_goes()
    {
        var known = Path.Join(_rig.Data, "known_hosts");
        _rig.Write("a.yaml", $"- {{host: r1, ssh_known_hosts_file: {known}, auth_private_key: {known}.key}}\n");
        Assert.Equal(["auth_private_key", "ssh_known_hosts_file"], await MissingAsync(), StringComparer.Ordinal);

        File.WriteAllText(known, string.Empty);
        Assert.Equal(["auth_private_key"], await MissingAsync(), StringComparer.Ordinal);
        File.WriteAllText(known + ".key", string.Empty);
        Assert.Empty(await MissingAsync());
        Assert.Empty((await _rig.Library.ReadAsync(["a.yaml"])).Findings);
        Assert.Same((await _rig.Library.ReadAsync(["a.yaml"])).Inventory, (await _rig.Library.ReadAsync(["a.yaml"])).Inventory);

        File.Delete(known);
        Assert.Equal(["ssh_known_hosts_file"], await MissingAsync(), StringComparer.Ordinal);

        async Task<string[]> MissingAsync()
        {
            await _rig.Library.RefreshAsync();
            return [.. _rig.Entry("a.yaml").Findings.Where(finding => finding.Code == FindingCode.MissingFile).Select(finding => finding.Message.Split('\'')[1]).Order(StringComparer.Ordinal)];
        }
    }
}
