using System.Diagnostics;
using System.Text;
using NetDashboard.Inventory;
using NetDashboard.Inventory.Files;
using Xunit.Abstractions;

namespace NetDashboard.Engine.Tests.Inventory;

/// <summary>Prints what reading a large inventory costs. Times are not asserted: they are the machine's as much as the code's.</summary>
public sealed class SpeedTests(ITestOutputHelper output)
{
    [Fact]
    public void Ten_thousand_devices_are_read()
    {
        var yaml = new StringBuilder();
        for (var i = 0; i < 10_000; i++)
        {
            yaml.Append($"- host: 10.{i / 2500}.{i / 250 % 10}.{i % 250}\n  auth_username: cisco\n  auth_password: cisco\n  auth_secondary: cisco\n  auth_strict_key: false\n  timeout_socket: 5\n  timeout_transport: 10\n  platform: cisco_iosxe\n  transport: asyncssh\n");
        }

        var source = new InventorySource("big.yaml", Encoding.UTF8.GetBytes(yaml.ToString()));
        for (var round = 0; round < 5; round++)
        {
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            var watch = Stopwatch.StartNew();
            var reading = InventoryReader.Read([source]);
            output.WriteLine($"{source.Content.Length / 1e6:0.0} MB, 10,000 devices: {watch.Elapsed.TotalMilliseconds:0} ms, {(GC.GetAllocatedBytesForCurrentThread() - allocated) / 1e6:0} MB allocated");
            Assert.Single(reading.Findings);
            Assert.Equal(10_000, reading.Inventory!.Devices.Length);
        }
    }
}
