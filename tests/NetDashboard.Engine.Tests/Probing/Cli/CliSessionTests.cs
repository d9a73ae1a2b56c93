using NetDashboard.Inventory;
using NetDashboard.Probing;

namespace NetDashboard.Engine.Tests.Probing.Cli;

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

    [Theory]
    [InlineData("\r\n% Bad secrets\r\n\r\nR1>", "% Bad secrets")]
    [InlineData("\r\n% Access denied\r\n\r\nR1>", "% Access denied")]
    [InlineData("\r\n% Error in authentication.\r\n\r\nR1>", "% Error in authentication.")]
    [InlineData("\r\nPassword: ", "asks for the secret again")]
    [InlineData("\r\nR1>", "stays at its exec level")]
    public async Task A_refused_enable_is_limited_and_the_secret_is_sent_once(string answer, string words)
    {
        await using var device = ScriptedDevice.Start(async line =>
        {
            await line.SendAsync("R1>");
            await line.AnswerAsync("enable", "Password: ");
            await line.ReadLineAsync();
            await line.SendAsync(answer);
            await line.StaySilentAsync();
        });

        var result = await new ProbeRig(new BareCliProbe()).RunAsync(device.Port);

        AssertLimited(result, words);
        Assert.Equal("enable\nenable-secret-1\n", device.Received);
    }

    [Fact]
    public async Task Enable_without_a_password_on_the_device_is_limited_with_its_words()
    {
        await using var device = ScriptedDevice.Start(async line =>
        {
            await line.SendAsync("R1>");
            await line.AnswerAsync("enable", "% No password set\r\nR1>");
            await line.StaySilentAsync();
        });

        AssertLimited(await new ProbeRig(new BareCliProbe()).RunAsync(device.Port), "enable refused: % No password set");
        Assert.Equal("enable\n", device.Received);
    }

    [Fact]
    public async Task An_enable_secret_that_the_inventory_lacks_is_named()
    {
        await using var device = ScriptedDevice.Start(async line =>
        {
            await line.SendAsync("R1>");
            await line.AnswerAsync("enable", "Password: ");
            await line.StaySilentAsync();
        });

        var result = await new ProbeRig(new BareCliProbe()) { Credential = new Credential("admin", new Secret("pass-word-1")) }.RunAsync(device.Port);

        AssertLimited(result, "auth_secondary");
        Assert.Equal("enable\n", device.Received);
    }

    [Theory]
    [InlineData(true, "closed the connection")]
    [InlineData(false, "did not answer within 0.7 s")]
    public async Task A_device_that_goes_away_at_enable_is_limited_for_the_login_is_proven(bool closes, string words)
    {
        await using var device = ScriptedDevice.Start(async line =>
        {
            await line.SendAsync("R1>");
            await line.ReadLineAsync();
            if (!closes)
            {
                await line.StaySilentAsync();
            }
        });

        AssertLimited(await new ProbeRig(new BareCliProbe()) { Timeouts = s_short }.RunAsync(device.Port), words);
    }

    [Fact]
    public async Task Enable_is_left_out_where_the_exec_level_is_wanted()
    {
        await using var device = ScriptedDevice.Start(async line =>
        {
            await line.SendAsync("R1>");
            await line.AnswerAsync("terminal length 0", "R1>");
            await line.AnswerAsync("terminal width 512", "R1>");
            await line.StaySilentAsync();
        });
        var rig = new ProbeRig(new BareCliProbe()) { Configure = endpoint => endpoint with { WantsPrivilegedLevel = false } };

        (await rig.RunAsync(device.Port)).AssertOk("R1>");
    }

    [Fact]
    public async Task A_banner_line_cut_off_where_it_looks_like_a_prompt_is_outgrown_by_the_echo()
    {
        await using var device = ScriptedDevice.Start(async line =>
        {
            await line.SendAsync("authorised-users#");
            await line.ReadAsync("terminal length 0\n".Length);
            await line.SendAsync("only########\r\n\r\nR1>terminal length 0\r\nR1>");
            await line.AnswerAsync("enable", "R1#");
            await line.AnswerAsync("terminal width 512", "R1#");
            await line.StaySilentAsync();
        });

        (await new ProbeRig(new BareCliProbe()).RunAsync(device.Port)).AssertOk("R1#");
    }

    [Fact]
    public async Task A_banner_of_hashes_in_pieces_is_no_generic_prompt()
    {
        await using var device = ScriptedDevice.Start(async line =>
        {
            line.ByteByByte = true;
            await line.SendAsync("################\r\n# Keep out!    #\r\n################\r\nLast login: Tue Nov 23 04:38:01 2021\r\nhost$ ");
            await line.StaySilentAsync();
        });

        (await new ProbeRig(new BareCliProbe()) { Platform = "generic" }.RunAsync(device.Port)).AssertOk("host$");
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

    [Fact]
    public async Task A_silent_device_is_woken_by_one_return()
    {
        await using var device = ScriptedDevice.Start(async line =>
        {
            await line.ReadAsync(1);
            await line.SendAsync("\r\nhost>");
            await line.StaySilentAsync();
        });
        var rig = new ProbeRig(new BareCliProbe()) { Platform = "generic", Timeouts = s_short with { Operation = TimeSpan.FromSeconds(5) } };

        (await rig.RunAsync(device.Port)).AssertOk("host>");
        Assert.Equal("\n", device.Received);
    }

    [Theory]
    [InlineData("Last login: Tue Nov 23 from 10.0.0.1\r\nLast login:")]
    [InlineData("Please choose a number [1-3]? ")]
    [InlineData("\r\nPassword:")]
    public async Task Text_without_a_prompt_is_a_prompt_timeout_with_the_devices_words(string text)
    {
        await using var device = ScriptedDevice.Start(async line =>
        {
            await line.SendAsync(text);
            await line.StaySilentAsync();
        });

        var result = await new ProbeRig(new BareCliProbe()) { Platform = "generic", Timeouts = s_short }.RunAsync(device.Port);

        Assert.Equal(ProbeFailure.PromptTimeout, result.Verdict.Failure);
        Assert.Contains(text.Split('\n')[^1].Trim(), result.Verdict.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_close_before_the_prompt_is_told_with_the_last_words()
    {
        await using var device = ScriptedDevice.Start(line => line.SendAsync("Too many sessions.\r\n"));

        var result = await new ProbeRig(new BareCliProbe()).RunAsync(device.Port);

        Assert.Equal(ProbeFailure.ConnectionClosed, result.Verdict.Failure);
        Assert.Contains("Too many sessions.", result.Verdict.Detail, StringComparison.Ordinal);
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

    [Theory]
    [InlineData(@"^\[lab\] ready \$\s?$", "[lab] ready $")]
    [InlineData(@"^<[a-z0-9\-]{1,20}>$", "<HUAWEI-1>")]
    [InlineData(@"^(?!x)menu=>\s*$", "menu=>")]
    public async Task A_prompt_pattern_of_the_inventory_replaces_the_platforms(string pattern, string prompt)
    {
        await using var device = ScriptedDevice.Start(async line =>
        {
            await line.SendAsync($"R1#\r\nhello\r\n{prompt} ");
            await line.StaySilentAsync();
        });
        var rig = new ProbeRig(new BareCliProbe()) { Platform = "generic", Configure = endpoint => endpoint with { PromptPattern = pattern } };

        (await rig.RunAsync(device.Port)).AssertOk(prompt);
    }

    [Fact]
    public async Task With_a_prompt_pattern_of_the_inventory_the_level_is_told_by_the_prompts_end()
    {
        await using var device = ScriptedDevice.Start(async line =>
        {
            await line.SendAsync("core!1>");
            await line.AnswerAsync("enable", "Password: ");
            await line.ReadLineAsync();
            await line.SendAsync("\r\ncore!1#");
            await line.AnswerAsync("terminal length 0", "core!1#");
            await line.AnswerAsync("terminal width 512", "core!1#");
            await line.StaySilentAsync();
        });
        var rig = new ProbeRig(new BareCliProbe()) { Configure = endpoint => endpoint with { PromptPattern = "^core!1[>#]$" } };

        (await rig.RunAsync(device.Port)).AssertOk("core!1#");
    }

    [Fact]
    public async Task A_prompt_pattern_that_never_ends_is_stopped_and_named()
    {
        await using var device = ScriptedDevice.Start(async line =>
        {
            await line.SendAsync(new string('a', 600) + "!");
            await line.StaySilentAsync();
        });
        var rig = new ProbeRig(new BareCliProbe()) { Configure = endpoint => endpoint with { PromptPattern = @"^(?=a)(a+)+(?<=a)\1$" } };

        var result = await rig.RunAsync(device.Port);

        Assert.Equal(ProbeFailure.PromptTimeout, result.Verdict.Failure);
        Assert.Contains("comms_prompt_pattern", result.Verdict.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("All work and no play makes R1 a dull device.\r\n")]
    [InlineData("R1#")]
    [InlineData("\e]0;")]
    public async Task Endless_output_is_cut_off(string text)
    {
        await using var device = ScriptedDevice.Start(async line =>
        {
            var block = string.Concat(Enumerable.Repeat(text, 4096));
            while (true)
            {
                await line.SendAsync(block);
            }
        });

        var result = await new ProbeRig(new BareCliProbe()).RunAsync(device.Port);

        Assert.Equal(ProbeFailure.OutputLimit, result.Verdict.Failure);
    }

    [Fact]
    public async Task A_secret_that_a_device_echoes_is_not_shown()
    {
        await using var device = ScriptedDevice.Start(async line =>
        {
            await line.SendAsync("R1>");
            await line.AnswerAsync("enable", "Password: ");
            await line.SendAsync($"\r\n% Bad secret '{await line.ReadLineAsync()}'\r\nR1>");
            await line.StaySilentAsync();
        });

        AssertLimited(await new ProbeRig(new BareCliProbe()).RunAsync(device.Port), "% Bad secret '***'");
    }

    private static void AssertLimited(ProbeResult result, string words) =>
        Assert.True(
            result.Verdict is { Outcome: ProbeOutcome.Limited, Prompt: "R1>", Detail: { } detail } && detail.Contains(words, StringComparison.Ordinal),
            $"Expected R1> limited by '{words}', got {result.Verdict}");
}
