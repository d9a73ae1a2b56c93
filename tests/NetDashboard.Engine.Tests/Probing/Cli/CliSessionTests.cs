using NetDashboard.Probing;

namespace NetDashboard.Engine.Tests.Probing.Cli;

public sealed class CliSessionTests
{
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

        AssertOk(result, "R1#");
        Assert.Empty(result.Warnings);
        Assert.Equal(ProbeStage.Enable, result.Stage);
    }

    private static void AssertOk(ProbeResult result, string prompt) =>
        Assert.True(
            result.Verdict.Outcome is ProbeOutcome.Ok && string.Equals(result.Verdict.Prompt, prompt, StringComparison.Ordinal),
            $"Expected '{prompt}', got {result.Verdict}");
}
