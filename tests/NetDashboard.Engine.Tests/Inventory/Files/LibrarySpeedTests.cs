using System.Diagnostics;
using System.Text;
using Xunit.Abstractions;

namespace NetDashboard.Engine.Tests.Inventory.Files;

/// <summary>Prints what the library costs with 10,000 devices. Times are not asserted: they are the machine's as much as the code's.</summary>
public sealed class LibrarySpeedTests(ITestOutputHelper output) : IAsyncDisposable
{
    private readonly LibraryRig _rig = new();

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Ten_thousand_devices_are_shown_kept_and_read(bool hasManySecrets)
    {
        var yaml = new StringBuilder();
        for (var i = 0; i < 10_000; i++)
        {
            yaml.Append($"- host: 10.{i / 2500}.{i / 250 % 10}.{i % 250}\n  auth_username: cisco\n  auth_password: {(hasManySecrets ? $"secret-{i}" : "cisco")}\n  auth_secondary: cisco\n  auth_strict_key: false\n  timeout_socket: 5\n  platform: cisco_iosxe\n  transport: asyncssh\n");
        }

        var text = yaml.ToString();
        for (var round = 0; round < 4; round++)
        {
            var watch = Stopwatch.StartNew();
            using var preview = await _rig.PreviewAsync("big.yaml", text.Replace("timeout_socket: 5", $"timeout_socket: {round + 5}", StringComparison.Ordinal));
            var shown = watch.Elapsed;
            Assert.Equal(10_000, preview.Devices);
            watch.Restart();
            Assert.Null((await _rig.Library.AcceptUploadAsync(preview)).Problem);
            var kept = watch.Elapsed;
            watch.Restart();
            Assert.Equal(10_000, (await _rig.Library.ReadAsync(["big.yaml"])).Inventory!.Devices.Length);
            var read = watch.Elapsed;
            watch.Restart();
            Assert.Equal(round == 0, await _rig.Library.DifferenceAsync("big.yaml") is null);
            output.WriteLine($"preview {shown.TotalMilliseconds:0} ms, accept {kept.TotalMilliseconds:0} ms, read {read.TotalMilliseconds:0} ms, difference {watch.Elapsed.TotalMilliseconds:0} ms");
        }

        _rig.Start();
        var start = Stopwatch.StartNew();
        await _rig.Library.RefreshAsync();
        output.WriteLine($"after a restart {start.Elapsed.TotalMilliseconds:0} ms");
    }
}
