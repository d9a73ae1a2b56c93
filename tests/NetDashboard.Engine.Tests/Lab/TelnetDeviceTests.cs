namespace NetDashboard.Engine.Tests.Lab;

public sealed class TelnetDeviceTests
{
    private const string VtyOpening = "\xff\xfb\x01\xff\xfb\x03\xff\xfd\x18\xff\xfd\x1f";

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\r\0")]
    [InlineData("\n")]
    [InlineData("\r")]
    public async Task Every_kind_of_return_is_one_return(string end)
    {
        await using var fleet = await Fleets.StartAsync();
        using var client = await RawClient.ConnectAsync(fleet.Devices[0].Address, fleet.Devices[0].TelnetPort);

        Assert.Equal(VtyOpening + "\r\n\r\nUser Access Verification\r\n\r\nUsername: ", await client.ExpectAsync("Username: "));
        await client.SendAsync("netops" + end);
        Assert.Equal("netops\r\nPassword: ", await client.ExpectAsync("Password: "));
        await client.SendAsync("lab-login" + end);
        Assert.Equal("\r\n\r\nR1>", await client.ExpectAsync("R1>"));
        await client.SendAsync("enable" + end);
        Assert.Equal("enable\r\nPassword: ", await client.ExpectAsync("Password: "));
        await client.SendAsync("lab-enable" + end);
        Assert.Equal("\r\nR1#", await client.ExpectAsync("R1#"));
        await client.SendAsync("exit" + end);
        Assert.EndsWith("R1#exit\r\n", await client.ReadToEndAsync(), StringComparison.Ordinal);
        Assert.Equal((1, 1, 0), (fleet.Counters.TelnetSubmissionsRight, fleet.Counters.Logins, fleet.Counters.Faults));
    }
}
