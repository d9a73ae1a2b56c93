using NetDashboard.Lab;

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

    [Fact]
    public async Task A_plain_line_password_asks_for_no_user_name()
    {
        await using var fleet = await SimulatedFleet.StartAsync(Fleets.Options() with { TelnetAsksUserName = false });
        using var client = await RawClient.ConnectAsync(fleet.Devices[0].Address, fleet.Devices[0].TelnetPort);

        Assert.EndsWith("\r\n\r\nPassword: ", await client.ExpectAsync("Password: "), StringComparison.Ordinal);
        await client.SendAsync("lab-login\r\n");
        await client.ExpectAsync("R1>");
    }

    [Theory]
    [InlineData("cisco_nxos", "SW1 login: ")]
    [InlineData("juniper_junos", "R1 (ttyp0)\r\n\r\nlogin: ")]
    [InlineData("generic", "(simulated).\r\n\r\n\xff\xfb\x01\xff\xfb\x03\xff\xfe\x22\xff\xfd\x1flogin: ")]
    public async Task Platforms_ask_in_their_own_words(string platform, string question)
    {
        await using var fleet = await Fleets.StartAsync(platform: platform);
        using var client = await RawClient.ConnectAsync(fleet.Devices[0].Address, fleet.Devices[0].TelnetPort);

        Assert.EndsWith(question, await client.ExpectAsync("login: "), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_wants_no_echo_gets_none_and_strange_options_are_declined()
    {
        await using var fleet = await Fleets.StartAsync();
        using var client = await RawClient.ConnectAsync(fleet.Devices[0].Address, fleet.Devices[0].TelnetPort);
        await client.ExpectAsync("Username: ");

        await client.SendAsync("\xff\xfe\x01\xff\xfb\x27netops\r\n");

        Assert.Equal("\xff\xfe\x27\r\nPassword: ", await client.ExpectAsync("Password: "));
    }
}
