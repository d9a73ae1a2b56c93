using NetDashboard.Inventory;
using NetDashboard.Probing;

namespace NetDashboard.Engine.Tests.Probing.Cli;

/// <summary>From the prompt on: what is sent to each platform, and whose word counts.</summary>
public sealed class CliSessionTests
{
    private static readonly EndpointTimeouts s_short = new(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5), TimeSpan.FromMilliseconds(700));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_exec_prompt_is_raised_and_the_session_prepared(bool byteByByte)
    {
        await using var device = ScriptedDevice.Start(async line =>
        {
            line.ByteByByte = byteByByte;
            await line.SendAsync("\r\nWelcome\r\nR1>");
            await line.AnswerAsync("enable", "Password: ");
            Assert.Equal("enable-secret-1", await line.ReadLineAsync());
            await line.SendAsync("\r\nR1#");
            await line.AnswerAsync("terminal length 0", "R1#");
            await line.AnswerAsync("terminal width 512", "R1#");
            await line.StaySilentAsync();
        });

        var result = await new ProbeRig(new BareCliProbe()).RunAsync(device.Port);

        result.AssertOk("R1#");
        Assert.Empty(result.Warnings);
        Assert.Equal(ProbeStage.Enable, result.Stage);
    }

    [Theory]
    [InlineData("cisco_iosxe", "R1#", "terminal length 0", "terminal width 512")]
    [InlineData("cisco_nxos", "n9k-1(maint-mode)#", "terminal length 0", "terminal width 511")]
    [InlineData("cisco_iosxr", "RP/0/RP0/CPU0:xr1#", "terminal length 0", "terminal width 512")]
    [InlineData("arista_eos", "leaf-1(s1)#", "terminal length 0", "terminal width 32767")]
    [InlineData("juniper_junos", "{master:0}\r\nadmin@mx-1>", "set cli screen-length 0", "set cli screen-width 511")]
    public async Task Each_platform_knows_its_prompt_and_its_commands(string platform, string prompt, string first, string second)
    {
        await using var device = ScriptedDevice.Start(async line =>
        {
            await line.SendAsync($"\r\n{prompt} ");
            await line.AnswerAsync(first, $"\r\n{prompt} ");
            await line.AnswerAsync(second, $"\r\n{prompt} ");
            await line.StaySilentAsync();
        });

        var result = await new ProbeRig(new BareCliProbe()) { Platform = platform }.RunAsync(device.Port);

        result.AssertOk(prompt.Split('\n')[^1]);
        Assert.Empty(result.Warnings);
    }

    [Fact]
    public async Task Generic_devices_get_no_commands()
    {
        await using var device = ScriptedDevice.Start(async line =>
        {
            await line.SendAsync("\e]0;title: x\a\e[?2004h\e[01;32muser@host\e[00m:~$ ");
            await line.StaySilentAsync();
        });

        var result = await new ProbeRig(new BareCliProbe()) { Platform = "generic" }.RunAsync(device.Port);

        result.AssertOk("user@host:~$");
        Assert.Empty(device.Received);
        Assert.Equal(ProbeStage.Prompt, result.Stage);
    }

    [Fact]
    public async Task A_prompt_shown_twice_is_not_taken_for_the_answer_to_a_command()
    {
        await using var device = ScriptedDevice.Start(async line =>
        {
            await line.SendAsync("R1#");
            var command = await line.ReadLineAsync();
            await line.SendAsync("\r\nR1#");
            await Task.Delay(30);
            await line.SendAsync($"{command}\r\n% Invalid input detected at '^' marker.\r\n\r\nR1#");
            await line.AnswerAsync("terminal width 512", "R1#");
            await line.StaySilentAsync();
        });

        var result = await new ProbeRig(new BareCliProbe()).RunAsync(device.Port);

        result.AssertOk("R1#");
        Assert.Contains("'terminal length 0': % Invalid input", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_device_without_echo_is_believed_after_a_moment_of_silence()
    {
        await using var device = ScriptedDevice.Start(async line =>
        {
            await line.SendAsync("R1>");
            Assert.Equal("enable", await line.ReadLineAsync());
            await line.SendAsync("\r\nPassword: ");
            await line.ReadLineAsync();
            await line.SendAsync("\r\nR1#");
            Assert.Equal("terminal length 0", await line.ReadLineAsync());
            await line.SendAsync("\r\nR1#");
            Assert.Equal("terminal width 512", await line.ReadLineAsync());
            await line.SendAsync("\r\nR1#");
            await line.StaySilentAsync();
        });

        var result = await new ProbeRig(new BareCliProbe()).RunAsync(device.Port);

        result.AssertOk("R1#");
        Assert.Empty(result.Warnings);
    }

    [Theory]
    [InlineData(true, "after 'terminal length 0' the device closed the connection")]
    [InlineData(false, "after 'terminal length 0' the device did not answer within 0.7 s")]
    public async Task A_device_that_goes_away_at_a_session_command_is_ok_with_a_warning(bool closes, string warning)
    {
        await using var device = ScriptedDevice.Start(async line =>
        {
            await line.SendAsync("R1#");
            await line.ReadLineAsync();
            if (!closes)
            {
                await line.StaySilentAsync();
            }
        });

        var result = await new ProbeRig(new BareCliProbe()) { Timeouts = s_short }.RunAsync(device.Port);

        result.AssertOk("R1#");
        Assert.Contains(warning, Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stopped_scan_is_not_mistaken_for_a_device_that_does_not_answer()
    {
        using var stop = new CancellationTokenSource();
        await using var device = ScriptedDevice.Start(async line =>
        {
            await line.SendAsync("R1#");
            await line.ReadLineAsync();
            await stop.CancelAsync();
            await line.StaySilentAsync();
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new ProbeRig(new BareCliProbe()).RunAsync(device.Port, stop.Token));
    }
}
