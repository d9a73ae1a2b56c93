using System.Diagnostics;
using System.Text;
using NetDashboard.Inventory;
using NetDashboard.Inventory.Files;
using Xunit.Abstractions;

namespace NetDashboard.Engine.Tests.Inventory;

/// <summary>Prints what reading a large inventory costs. Times are not asserted: they are the machine's as much as the code's.</summary>
public sealed class SpeedTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("classic", 10_000)]
    [InlineData("classic", 50_000)]
    [InlineData("nornir", 10_000)]
    [InlineData("ansible", 10_000)]
    [InlineData("netmiko", 10_000)]
    public void Many_devices_are_read(string format, int devices)
    {
        var yaml = new StringBuilder(format is "ansible" ? "all:\n  vars: {ansible_password: cisco}\n  hosts:\n" : string.Empty);
        for (var i = 0; i < devices; i++)
        {
            var host = $"10.{i / 62500}.{i / 250 % 250}.{i % 250}";
            yaml.Append(format switch
            {
                "classic" => $"- host: {host}\n  auth_username: cisco\n  auth_password: cisco\n  auth_secondary: cisco\n  auth_strict_key: false\n  timeout_socket: 5\n  timeout_transport: 10\n  platform: cisco_iosxe\n",
                "nornir" => $"r{i}:\n  hostname: {host}\n  username: cisco\n  password: cisco\n  platform: ios\n  groups: []\n",
                "ansible" => $"    r{i}:\n      ansible_host: {host}\n      ansible_user: cisco\n      ansible_network_os: cisco.ios.ios\n",
                _ => $"- device_type: cisco_ios\n  host: {host}\n  username: cisco\n  password: cisco\n  secret: cisco\n",
            });
        }

        var source = new InventorySource("big.yaml", Encoding.UTF8.GetBytes(yaml.ToString()));
        for (var round = 0; round < 4; round++)
        {
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            var watch = Stopwatch.StartNew();
            var reading = InventoryReader.Read([source]);
            output.WriteLine(
                $"{format}, {devices:N0} devices, {source.Content.Length / 1e6:0.0} MB: {watch.Elapsed.TotalMilliseconds:0} ms, {(GC.GetAllocatedBytesForCurrentThread() - allocated) / 1e6:0} MB allocated");
            Assert.Equal(FindingCode.PasswordClearText, Assert.Single(reading.Findings).Code);
            Assert.Equal((devices, format), (reading.Inventory!.Devices.Length, reading.Files[0].Format));
        }
    }
}
