using NetDashboard.Inventory;
using NetDashboard.Probing;

namespace NetDashboard.Engine.Tests.Probing.Cli;

/// <summary>The privileged level: raised once, or limited with the device's words.</summary>
public sealed class CliEnableTests
{
    private static readonly EndpointTimeouts s_short = new(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5), TimeSpan.FromMilliseconds(700));

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
