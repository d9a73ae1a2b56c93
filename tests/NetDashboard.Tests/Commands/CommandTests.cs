namespace NetDashboard.Tests.Commands;

/// <summary>What scripts rely on: usage, help, and the simulated fleet.</summary>
public sealed class CommandTests : CommandTestBase
{
    [Theory]
    [InlineData("scan", "x.yaml", "--where", "sight=ams")]
    [InlineData("scan")]
    [InlineData("scan", "no-such-file.yaml")]
    [InlineData("scan", "x.yaml", "--format", "xml")]
    [InlineData("scan", "x.yaml", "--concurrency", "0")]
    [InlineData("scan", "x.yaml", "--concurrency", "many")]
    [InlineData("scan", "x.yaml", "--only", "smtp")]
    [InlineData("scan", "x.yaml", "--no-such-option")]
    [InlineData("check")]
    [InlineData("check", "no-such-file.yaml")]
    [InlineData("lab", "--devices", "0")]
    [InlineData("lab", "--mix", "nonsense")]
    [InlineData("lab", "--base-address", "192.0.2.1")]
    [InlineData("no-such-verb")]
    public async Task Bad_usage_ends_with_2_and_says_what_is_wrong(params string[] arguments)
    {
        var (exitCode, output, errors) = await CommandRun.RunAsync(arguments);

        Assert.True(exitCode == 2, $"{exitCode}\n{output}\n{errors}");
        Assert.NotEmpty((output + errors).Trim());
        Assert.DoesNotContain("   at ", output + errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lab_serves_until_it_is_stopped_and_takes_its_inventory_away()
    {
        var file = Path.Combine(Folder.FullName, "fleet.yaml");
        using var lab = CommandRun.Start("lab", "--devices", "3", "--inventory", file, "--base-address", NextBase().ToString());
        await lab.WaitForOutputAsync("Press Ctrl-C to stop.");
        Assert.Contains("loopback only", lab.Output, StringComparison.Ordinal);

        var (exitCode, _, errors) = await CommandRun.RunAsync("scan", file);
        await lab.SignalAsync("INT");

        Assert.True(exitCode == 0, errors);
        Assert.Equal(0, await lab.WaitAsync());
        Assert.Contains("ssh-right=3", lab.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(file));
    }

    [Theory]
    [InlineData("--help", "scan")]
    [InlineData("--version", "0.")]
    public async Task Help_and_version_are_answered(string option, string expected)
    {
        var (exitCode, output, _) = await CommandRun.RunAsync(option);

        Assert.Equal(0, exitCode);
        Assert.Contains(expected, output, StringComparison.Ordinal);
    }
}
