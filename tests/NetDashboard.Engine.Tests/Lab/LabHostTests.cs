using NetDashboard.Lab;
using NetDashboard.Lab.Devices;

namespace NetDashboard.Engine.Tests.Lab;

public sealed class LabHostTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("netdashboard-lab-");

    private string File => Path.Combine(_folder.FullName, "sub", "fleet.yaml");

    [Fact]
    public async Task It_says_what_it_is_writes_an_inventory_and_ends_with_the_counters()
    {
        using var stop = new CancellationTokenSource();
        using var output = new StringWriter();
        var running = LabHost.RunAsync(Options(), TextWriter.Synchronized(output), stop.Token);

        await Until.TrueAsync(() => System.IO.File.Exists(File), () => $"No inventory came. {running.Exception}");
        Assert.StartsWith(FleetInventory.Header, await System.IO.File.ReadAllTextAsync(File), StringComparison.Ordinal);
        await stop.CancelAsync();
        await running;

        var said = output.ToString();
        Assert.Contains("Nothing here is real, and it listens on loopback only: 127.", said, StringComparison.Ordinal);
        Assert.Contains($"scan {File}", said, StringComparison.Ordinal);
        Assert.Contains("2 right, 1 silent", said, StringComparison.Ordinal);
        Assert.StartsWith("fleet: devices=3 connections=0 logins=0 ", said.TrimEnd().Split('\n')[^1], StringComparison.Ordinal);
        Assert.Empty(_folder.EnumerateFiles("*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task The_inventory_stays_when_it_is_to_be_kept_and_the_next_fleet_replaces_it()
    {
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();

        await LabHost.RunAsync(Options() with { KeepInventory = true }, TextWriter.Null, stopped.Token);
        Assert.True(System.IO.File.Exists(File));
        await LabHost.RunAsync(Options(), TextWriter.Null, stopped.Token);
        Assert.False(System.IO.File.Exists(File));
    }

    [Fact]
    public async Task An_inventory_of_real_devices_is_never_replaced()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        await System.IO.File.WriteAllTextAsync(File, "- host: 192.0.2.1\n");

        var error = await Assert.ThrowsAsync<LabException>(() => LabHost.RunAsync(Options(), TextWriter.Null, CancellationToken.None));

        Assert.Contains(File, error.Message, StringComparison.Ordinal);
        Assert.Equal("- host: 192.0.2.1\n", await System.IO.File.ReadAllTextAsync(File));
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_is_named()
    {
        await System.IO.File.WriteAllTextAsync(Path.Combine(_folder.FullName, "sub"), "A file where a folder should be.");

        var error = await Assert.ThrowsAsync<LabException>(() => LabHost.RunAsync(Options(), TextWriter.Null, CancellationToken.None));

        Assert.Contains(File, error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private LabOptions Options() => new()
    {
        Devices = 3,
        BaseAddress = Fleets.NextBase(),
        SshPort = 0,
        TelnetPort = 0,
        Mix = FleetMix.Parse("right=2,silent=1"),
        InventoryFile = File,
    };
}
