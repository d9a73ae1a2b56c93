using NetDashboard.Engine.Tests.Probing.Cli;
using NetDashboard.Engine.Tests.Servers;
using NetDashboard.Inventory;
using NetDashboard.Probing;
using NetDashboard.Probing.Telnet;

namespace NetDashboard.Engine.Tests.Probing.Telnet;

/// <summary>Logins that succeed, each device in its own way.</summary>
public sealed class TelnetProbeTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_router_is_logged_in_to_with_name_password_and_enable_secret(bool byteByByte)
    {
        await using var device = ScriptedDevice.Start(async line =>
        {
            line.ByteByByte = byteByByte;
            await line.SendAsync("\u00ff\u00fb\u0001\u00ff\u00fb\u0003\u00ff\u00fe\u0022\u00ff\u00fd\u001f\r\nKeep out\r\n\r\nUser Access Verification\r\n\r\nUsername: ");
            await line.ReadAsync("\u00ff\u00fd\u0001\u00ff\u00fd\u0003\u00ff\u00fc\u0022\u00ff\u00fc\u001f".Length);
            await line.AnswerAsync("admin", "Password: ");
            Assert.Equal(TelnetRig.Password, await line.ReadLineAsync());
            await line.SendAsync("\r\nLast login: Mon\r\nR1>");
            await line.AnswerAsync("enable", "Password: ");
            Assert.Equal("enable-secret-1", await line.ReadLineAsync());
            await line.SendAsync("\r\nR1#");
            await line.AnswerAsync("terminal length 0", "R1#");
            await line.AnswerAsync("terminal width 512", "R1#");
            await line.StaySilentAsync();
        });
        var rig = new ProbeRig(new TelnetProbe());

        var result = await rig.RunAsync(device.Port);

        result.AssertOk("R1#");
        Assert.Equal(["accepted", "disposed"], rig.Reports);
        Assert.Empty(result.Warnings);
        Assert.Equal(
            [ProbeStage.Connect, ProbeStage.Banner, ProbeStage.Authentication, ProbeStage.Prompt, ProbeStage.Enable],
            result.Stages.Select(stage => stage.Stage));
    }

    [Fact]
    public async Task A_device_that_hangs_up_after_what_looks_like_a_prompt_gave_none()
    {
        await using var server = LoopbackServer.That(async (socket, stop) => await socket.SendAsync("no-lines-left>"u8.ToArray(), stop));

        var result = await ProbeTesting.RunAsync(ProbeTesting.Target("telnet", server.Port, change: endpoint => endpoint with { SkipsLogin = true }));

        Assert.True(result.Verdict.Failure is ProbeFailure.ConnectionClosed, result.Verdict.ToString());
        Assert.Contains("no-lines-left>", result.Verdict.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_password_needs_no_user_name()
    {
        await using var device = ScriptedDevice.Start(async line =>
        {
            await line.SendAsync("\r\nPassword: ");
            await line.ReadLineAsync();
            await line.SendAsync("\r\nhost>");
            await line.StaySilentAsync();
        });

        (await TelnetRig.Generic().RunAsync(device.Port)).AssertOk("host>");
        Assert.Equal($"{TelnetRig.Password}\r\n", device.Received);
    }

    [Fact]
    public async Task A_device_that_negotiates_and_then_takes_its_time_is_not_hurried_by_a_return()
    {
        await using var device = ScriptedDevice.Start(async line =>
        {
            // As telnetd does while it starts login(1) on a busy machine; a return typed ahead would become an empty user name.
            await Task.Delay(300);
            await line.SendAsync("\u00ff\u00fd\u0018");
            await line.ReadAsync("\u00ff\u00fc\u0018".Length);
            await Task.Delay(2400);
            await line.SendAsync("login: ");
            await line.AnswerAsync("admin", "Password: ");
            Assert.Equal(TelnetRig.Password, await line.ReadLineAsync());
            await line.SendAsync("\r\nhost>");
            await line.StaySilentAsync();
        });
        var limits = new EndpointTimeouts(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(20));

        (await TelnetRig.Generic(endpoint => endpoint with { Timeouts = limits }).RunAsync(device.Port)).AssertOk("host>");
        Assert.Equal($"\u00ff\u00fc\u0018admin\r\n{TelnetRig.Password}\r\n", device.Received);
    }

    [Theory]
    [InlineData("login: Password: ")]
    [InlineData("login: \r\nPassword: ")] // The return was echoed.
    public async Task A_return_that_was_taken_for_an_empty_name_costs_no_password(string screen)
    {
        await using var device = ScriptedDevice.Start(async line =>
        {
            Assert.Empty(await line.ReadLineAsync());
            await line.SendAsync(screen);
            Assert.Empty(await line.ReadLineAsync());
            await line.SendAsync("\r\nLogin incorrect\r\nlogin: ");
            await line.AnswerAsync("admin", "Password: ");
            Assert.Equal(TelnetRig.Password, await line.ReadLineAsync());
            await line.SendAsync("\r\nhost>");
            await line.StaySilentAsync();
        });
        var limits = new EndpointTimeouts(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(5));
        var rig = TelnetRig.Generic(endpoint => endpoint with { Timeouts = limits });

        (await rig.RunAsync(device.Port)).AssertOk("host>");
        Assert.Equal(1, rig.Submissions);
    }

    [Fact]
    public async Task A_user_name_may_be_enough()
    {
        await using var device = ScriptedDevice.Start(async line =>
        {
            await line.SendAsync("login: ");
            await line.AnswerAsync("admin", "host>");
            await line.StaySilentAsync();
        });
        var rig = TelnetRig.Generic();

        (await rig.RunAsync(device.Port)).AssertOk("host>");
        Assert.Equal(0, rig.Submissions);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_device_without_a_login_is_taken_at_its_prompt(bool skips)
    {
        await using var device = ScriptedDevice.Start(async line =>
        {
            await line.SendAsync("Welcome\r\nhost>");
            await line.StaySilentAsync();
        });
        var rig = TelnetRig.Generic(endpoint => endpoint with { SkipsLogin = skips });

        (await rig.RunAsync(device.Port)).AssertOk("host>");
        Assert.Equal(0, rig.Submissions);
        Assert.Empty(device.Received);
    }

    [Fact]
    public async Task A_switch_that_wants_a_key_pressed_after_login_gets_it()
    {
        await using var device = ScriptedDevice.Start(async line =>
        {
            await line.SendAsync("Password: ");
            await line.ReadLineAsync();
            await line.SendAsync("\r\nPress any key to continue");
            await line.ReadLineAsync();
            await line.SendAsync("\r\nProCurve# ");
            await line.StaySilentAsync();
        });

        (await TelnetRig.Generic().RunAsync(device.Port)).AssertOk("ProCurve#");
    }
}
