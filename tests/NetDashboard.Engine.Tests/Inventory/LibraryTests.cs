using System.Text;
using NetDashboard.Inventory.Files;

namespace NetDashboard.Engine.Tests.Inventory;

/// <summary>Inventories on disk, and uploads that never get there.</summary>
public sealed class LibraryTests : IDisposable
{
    private static readonly byte[] s_good = Encoding.UTF8.GetBytes("- {host: r1, auth_strict_key: false}\n");

    private readonly string _folder = Directory.CreateTempSubdirectory("inventory-test-").FullName;
    private readonly InventoryLibrary _library;

    public LibraryTests() => _library = new InventoryLibrary(_folder);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Files_are_read_by_path()
    {
        var reading = await InventoryFiles.ReadAsync([Write("a.yaml", s_good), Write("b.yaml", "- {host: r1, transport: telnet}")]);
        Assert.Equal(2, Assert.Single(reading.Inventory!.Devices).Endpoints.Length);
    }

    [Fact]
    public async Task The_examples_read_together_without_a_remark()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Join(root.FullName, "NetDashboard.sln")))
        {
            root = root.Parent ?? throw new InvalidOperationException("The repository's root is not above the tests.");
        }

        var folder = Path.Join(root.FullName, "inventories");
        var reading = await InventoryFiles.ReadAsync([Path.Join(folder, "example-ssh.yaml"), Path.Join(folder, "example-telnet.yaml")]);

        Assert.All(reading.Findings, finding => Assert.True(finding.Code is "password-clear-text" or "telnet-clear-text", finding.ToString()));
        Assert.Equal(3, reading.Inventory!.Devices.Length);
    }

    [Fact]
    public async Task A_file_that_cannot_be_loaded_is_a_finding_at_its_beginning()
    {
        var large = Path.Join(_folder, "large.yaml");
        await using (var stream = File.Create(large))
        {
            stream.SetLength(InventoryReader.MaxBytes + 1);
        }

        var missing = Path.Join(_folder, "missing.yaml");
        var reading = await InventoryFiles.ReadAsync([missing, _folder, large, "", Path.Join(_folder, "no", "a.yaml"), "/dev/zero"]);

        Assert.Null(reading.Inventory);
        Assert.Collection(
            reading.Findings.Select(f => f.ToString().Replace(" [unreadable-file]", string.Empty, StringComparison.Ordinal).Replace(" [file-too-large]", string.Empty, StringComparison.Ordinal)),
            f => Assert.Equal($"{missing}:1:1: error: There is no such file.", f),
            f => Assert.Equal($"{_folder}:1:1: error: This is a folder, not a file.", f),
            f => Assert.StartsWith($"{large}:1:1: error: The file is larger than 10 MB.", f, StringComparison.Ordinal),
            f => Assert.StartsWith(":1:1: error: The file cannot be read", f, StringComparison.Ordinal),
            f => Assert.EndsWith(":1:1: error: There is no such file.", f, StringComparison.Ordinal),
            f => Assert.StartsWith("/dev/zero:1:1: error: The file is larger", f, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Files_an_inventory_names_are_looked_for()
    {
        Write("key", "k"u8.ToArray());
        var reading = await InventoryFiles.ReadAsync(
            [Write("a.yaml", "- {host: r1, auth_private_key: key, ssh_known_hosts_file: known}\n- {host: r2, auth_private_key: gone, ssh_known_hosts_file: known}\n")]);

        Assert.NotNull(reading.Inventory);
        Assert.Equal(Path.Join(_folder, "key"), reading.Inventory.Credentials["c1"].PrivateKeyFile);
        Assert.Collection(
            reading.Findings,
            f => Assert.Contains(":1:59: warning: The file that 'ssh_known_hosts_file' names is not there", f.ToString(), StringComparison.Ordinal),
            f => Assert.Contains(":2:32: warning: The file that 'auth_private_key' names is not there", f.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void Yaml_files_and_uploads_are_listed_by_name()
    {
        Write("b.yml", s_good);
        Write("C.YAML", s_good);
        Write(".hidden.yaml", s_good);
        Write("notes.txt", s_good);
        Directory.CreateDirectory(Path.Join(_folder, "folder.yaml"));
        _library.AddUpload("a.yaml", s_good);

        Assert.Equal("a.yaml True; b.yml False; C.YAML False; folder.yaml False", string.Join("; ", _library.List().Select(entry => $"{entry.Name} {entry.IsUpload}")));
        Assert.All(_library.List(), entry => Assert.Equal(entry.Name is "folder.yaml" ? 0 : s_good.Length, entry.Size));
        Assert.All(_library.List(), entry => Assert.InRange(entry.LastWriteTime, DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow.AddMinutes(5)));
    }

    [Fact]
    public void A_folder_that_is_not_there_lists_nothing() => Assert.Empty(new InventoryLibrary(Path.Join(_folder, "no")).List());

    [Fact]
    public async Task A_selection_is_read_together_with_uploads()
    {
        Write("a.yaml", s_good);
        var upload = _library.AddUpload("t.yaml", Encoding.UTF8.GetBytes("- {host: r1, transport: telnet}"));
        Assert.NotNull(upload.Reading.Inventory);

        var reading = await _library.ReadAsync(["a.yaml", upload.Name]);
        Assert.Equal(2, Assert.Single(reading.Inventory!.Devices).Endpoints.Length);
    }

    [Theory]
    [InlineData("../secret.yaml")]
    [InlineData("..")]
    [InlineData("sub/secret.yaml")]
    [InlineData("..\\secret.yaml")]
    [InlineData(".hidden.yaml")]
    [InlineData("secret.txt")]
    [InlineData("")]
    [InlineData("a\0.yaml")]
    [InlineData("gone.yaml")]
    public async Task A_name_does_not_lead_out_of_the_folder(string name)
    {
        Directory.CreateDirectory(Path.Join(_folder, "lib", "sub"));
        foreach (var file in new[] { "secret.yaml", "lib/sub/secret.yaml", "lib/.hidden.yaml", "lib/secret.txt", "lib/..\\secret.yaml" })
        {
            Write(file, s_good);
        }

        var reading = await new InventoryLibrary(Path.Join(_folder, "lib")).ReadAsync([name]);
        Assert.Null(reading.Inventory);
        Assert.EndsWith(":1:1: error: The library has no inventory of this name. [unreadable-file]", Reading.Text(reading), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("core.yaml", "core.yaml")]
    [InlineData("../../etc/passwd", "passwd.yaml")]
    [InlineData("C:\\temp\\my net.yml", "my_net.yml")]
    [InlineData("..yaml", "yaml.yaml")]
    [InlineData("<script>.yaml", "_script_.yaml")]
    [InlineData("a\0b\u202E.yaml", "a_b_.yaml")]
    [InlineData("", "upload.yaml")]
    [InlineData("taken.yaml", "taken-upload.yaml")]
    public async Task An_upload_gets_a_safe_name(string name, string safe)
    {
        Write("taken.yaml", "- {host: other}");
        Assert.Equal(safe, _library.AddUpload(name, s_good).Name);
        Assert.Equal("r1", (await _library.ReadAsync([safe])).Inventory!.Devices[0].Host);
    }

    [Fact]
    public void An_upload_with_errors_is_not_held()
    {
        var upload = _library.AddUpload("a.yaml", Encoding.UTF8.GetBytes("- {host: r1, port: 0}"));
        Assert.Null(upload.Reading.Inventory);
        Assert.Equal("a.yaml:1:20: error: The port '0' is not a whole number from 1 to 65535. [invalid-port]", upload.Reading.Findings[^1].ToString());
        Assert.Empty(_library.List());
    }

    [Fact]
    public async Task A_later_upload_takes_the_place_of_an_earlier_one_of_its_name()
    {
        _library.AddUpload("a.yaml", s_good);
        _library.AddUpload("a.yaml", Encoding.UTF8.GetBytes("- {host: r2, port: 0}"));
        Assert.Equal("r1", (await _library.ReadAsync(["a.yaml"])).Inventory!.Devices[0].Host);

        var content = Encoding.UTF8.GetBytes("- {host: r2}");
        _library.AddUpload("a.yaml", content);
        Array.Clear(content);
        Assert.Equal("r2", (await _library.ReadAsync(["a.yaml"])).Inventory!.Devices[0].Host);

        Assert.True(_library.RemoveUpload("a.yaml"));
        Assert.False(_library.RemoveUpload("a.yaml"));
        Assert.Empty(_library.List());
    }

    [Fact]
    public void An_upload_leaves_nothing_on_disk()
    {
        _library.AddUpload("a.yaml", s_good);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));
    }

    [Fact]
    public void Uploads_are_bounded()
    {
        for (var i = 0; i < InventoryLibrary.MaxUploads; i++)
        {
            Assert.NotNull(_library.AddUpload($"{i}.yaml", s_good).Reading.Inventory);
        }

        Assert.Contains("no room", _library.AddUpload("more.yaml", s_good).Reading.Findings[^1].Message, StringComparison.Ordinal);
        Assert.NotNull(_library.AddUpload("0.yaml", s_good).Reading.Inventory);
        Assert.Equal(InventoryLibrary.MaxUploads, _library.List().Count);
    }

    [Fact]
    public async Task Many_can_use_the_library_at_once()
    {
        Write("f.yaml", s_good);
        await Parallel.ForAsync(0, 200, async (i, token) =>
        {
            _library.AddUpload($"u{i % 5}.yaml", Encoding.UTF8.GetBytes($"- {{host: u{i}}}"));
            Assert.NotEmpty(_library.List());
            Assert.NotNull((await _library.ReadAsync(["f.yaml", $"u{i % 5}.yaml"], token)).Inventory);
        });
        Assert.Equal(6, _library.List().Count);
    }

    private string Write(string name, byte[] content)
    {
        var path = Path.Join(_folder, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    private string Write(string name, string yaml) => Write(name, Encoding.UTF8.GetBytes(yaml));
}
