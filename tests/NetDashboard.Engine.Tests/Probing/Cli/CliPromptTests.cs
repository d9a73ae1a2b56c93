using NetDashboard.Inventory;
using NetDashboard.Probing;

namespace NetDashboard.Engine.Tests.Probing.Cli;

/// <summary>What is a prompt, what only looks like one, and what is told when none comes.</summary>
public sealed class CliPromptTests
{
    private static readonly EndpointTimeouts s_short = new(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5), TimeSpan.FromMilliseconds(700));

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
}
