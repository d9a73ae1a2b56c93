using NetDashboard.Engine.Tests.Probing.Cli;
using NetDashboard.Probing;

namespace NetDashboard.Engine.Tests.Probing.Telnet;

/// <summary>What is a refusal of a password, and what is not.</summary>
public sealed class TelnetRefusalTests
{
    [Theory]
    [InlineData("\r\n% Login invalid\r\n\r\nUsername: ", "% Login invalid")]
    [InlineData("\r\nLogin incorrect\r\nhost login: ", "Login incorrect")]
    [InlineData("\r\nPassword: ", "Password:")]
    [InlineData("\r\n% Authentication failed\r\n", "% Authentication failed")]
    public async Task A_refused_password_is_submitted_once_and_the_devices_words_are_told(string answer, string words)
    {
        await using var device = ScriptedDevice.Start(async line =>
        {
            await line.SendAsync("Username: ");
            await line.AnswerAsync("admin", "Password: ");
            await line.ReadLineAsync();
            await line.SendAsync(answer);
            await line.StaySilentAsync();
        });
        var rig = TelnetRig.Generic();

        (await rig.RunAsync(device.Port)).AssertFailed(ProbeFailure.AuthenticationFailed, words);
        Assert.Equal(["rejected", "disposed"], rig.Reports);
        Assert.Equal($"admin\r\n{TelnetRig.Password}\r\n", device.Received);
    }

    [Theory]
    [InlineData("\r\n% Bad passwords, too many failures!\r\n", "% Bad passwords")]
    [InlineData("", "without a word")]
    public async Task A_close_after_the_password_is_a_refusal(string answer, string words)
    {
        await using var device = ScriptedDevice.Start(async line =>
        {
            await line.SendAsync("Password: ");
            await line.ReadLineAsync();
            await line.SendAsync(answer);
        });
        var rig = TelnetRig.Generic();

        (await rig.RunAsync(device.Port)).AssertFailed(ProbeFailure.AuthenticationFailed, words);
        Assert.Equal(["rejected", "disposed"], rig.Reports);
    }

    [Fact]
    public async Task A_banner_that_speaks_of_refusals_is_none()
    {
        await using var device = ScriptedDevice.Start(async line =>
        {
            await line.SendAsync("login: ");
            await line.AnswerAsync("admin", "Password: ");
            await line.ReadLineAsync();
            await line.SendAsync("\r\nLast login:");
            await Task.Delay(20);
            await line.SendAsync(" Tue Nov 23\r\n3 times: Login incorrect\r\n");
            await Task.Delay(20);
            await line.SendAsync("host>");
            await line.StaySilentAsync();
        });
        var rig = TelnetRig.Generic();

        (await rig.RunAsync(device.Port)).AssertOk("host>");
        Assert.Equal(["accepted", "disposed"], rig.Reports);
    }

    [Fact]
    public async Task Silence_after_the_password_is_unanswered_and_not_a_refusal()
    {
        await using var device = ScriptedDevice.Start(async line =>
        {
            await line.SendAsync("Password: ");
            await line.ReadLineAsync();
            await line.SendAsync("\r\nChecking\r\n");
            await line.StaySilentAsync();
        });
        var rig = TelnetRig.Generic(timeouts: TelnetRig.Short);

        (await rig.RunAsync(device.Port)).AssertFailed(ProbeFailure.PromptTimeout, "Checking");
        Assert.Equal(["disposed"], rig.Reports);
        Assert.Equal($"{TelnetRig.Password}\r\n", device.Received);
    }

    [Fact]
    public async Task An_expired_password_is_no_refusal_of_it()
    {
        await using var device = ScriptedDevice.Start(async line =>
        {
            await line.SendAsync("Password: ");
            await line.ReadLineAsync();
            await line.SendAsync("\r\nYour password has expired.\r\nNew password: ");
            await line.StaySilentAsync();
        });
        var rig = TelnetRig.Generic();

        (await rig.RunAsync(device.Port)).AssertFailed(ProbeFailure.AuthenticationFailed, "has expired");
        Assert.Equal(["accepted", "disposed"], rig.Reports);
    }

    [Theory]
    [InlineData("\r\n\r\nPassword required, but none set\r\n")]
    [InlineData("% Login disabled on line 2, until 'password' is set\r\n")]
    public async Task A_line_without_a_password_is_told_at_once(string text)
    {
        await using var device = ScriptedDevice.Start(async line =>
        {
            await line.SendAsync(text);
            await line.StaySilentAsync();
        });

        var result = await TelnetRig.Generic().RunAsync(device.Port);

        result.AssertFailed(ProbeFailure.NoPasswordSet, text.Trim());
        Assert.True(result.Duration < TimeSpan.FromSeconds(9), $"It waited for its limit: {result.Duration}.");
    }
}
