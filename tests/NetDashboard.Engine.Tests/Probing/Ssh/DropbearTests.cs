using NetDashboard.Engine.Tests.Servers;
using NetDashboard.Inventory;
using NetDashboard.Probing;

namespace NetDashboard.Engine.Tests.Probing.Ssh;

/// <summary>Logins to a real dropbear server, the second implementation of SSH that this one must agree with.</summary>
public sealed class DropbearTests
{
    [Theory]
    [InlineData("ed25519", "ssh-ed25519")]
    [InlineData("ecdsa", "ecdsa-sha2-nistp256")]
    [InlineData("rsa", "ssh-rsa")]
    public async Task A_right_password_reaches_the_prompt_whatever_the_host_key(string hostKeyType, string described)
    {
        await using var server = await Dropbear.StartAsync(hostKeyType);
        var guard = new CountingGuard();

        var result = await RunAsync(server, new Secret(server.Account.Password), guard: guard);

        Assert.True(result.Verdict.Outcome is ProbeOutcome.Ok, $"{described}: {result.Verdict}\n{server.Log}");
        Assert.Equal("box$", result.Verdict.Prompt);
        Assert.StartsWith("SHA256:", result.HostKey, StringComparison.Ordinal);
        Assert.Equal((1, 1, 0), (guard.Asked, guard.Accepted, guard.Rejected));
        Assert.Contains("Password auth succeeded", await server.LogAfterAsync("Password auth succeeded"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_is_submitted_once()
    {
        await using var server = await Dropbear.StartAsync();
        var guard = new CountingGuard();

        var result = await RunAsync(server, new Secret("not-the-password"), guard: guard);

        Assert.True(result.Verdict.Failure is ProbeFailure.AuthenticationFailed, $"{result.Verdict}\n{server.Log}");
        Assert.Equal(ProbeStage.Authentication, result.Stage);
        Assert.Equal((1, 0, 1), (guard.Asked, guard.Accepted, guard.Rejected));
        var log = await server.LogAfterAsync("Exit before auth");
        Assert.True(log.Split("Bad password attempt").Length - 1 == 1, $"The server saw other than one submission:\n{log}");
    }

    [Theory]
    [InlineData("ed25519")]
    [InlineData("ecdsa")]
    [InlineData("rsa")]
    public async Task A_public_key_login_reaches_the_prompt(string type)
    {
        await using var server = await Dropbear.StartAsync();
        var key = await server.AuthorizeKeyAsync(type);

        var result = await RunAsync(server, password: null, key);

        Assert.True(result.Verdict.Outcome is ProbeOutcome.Ok, $"{result.Verdict}\n{server.Log}");
        Assert.Contains("Pubkey auth succeeded", await server.LogAfterAsync("Pubkey auth succeeded"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_without_passwords_gets_none()
    {
        await using var server = await Dropbear.StartAsync(arguments: "-s");
        var guard = new CountingGuard();

        var result = await RunAsync(server, new Secret(server.Account.Password), guard: guard);

        Assert.True(result.Verdict.Failure is ProbeFailure.AuthenticationFailed, $"{result.Verdict}\n{server.Log}");
        Assert.Contains("public key", result.Verdict.Detail, StringComparison.Ordinal);
        Assert.Equal(0, guard.Asked);
    }

    private static Task<ProbeResult> RunAsync(Dropbear server, Secret? password, string? key = null, CountingGuard? guard = null) =>
        ProbeTesting.RunAsync(ProbeTesting.Target("ssh", server.Port, new Credential(server.Account.Name, password, null, key)), guard);
}
