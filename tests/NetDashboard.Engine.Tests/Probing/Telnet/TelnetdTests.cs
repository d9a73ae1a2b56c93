using NetDashboard.Engine.Tests.Probing.Cli;
using NetDashboard.Inventory;
using NetDashboard.Probing;
using NetDashboard.Probing.Telnet;

namespace NetDashboard.Engine.Tests.Probing.Telnet;

/// <summary>The Telnet probe against GNU inetutils telnetd, which says nothing until its options are answered.</summary>
public sealed class TelnetdTests(TelnetdFixture server) : IClassFixture<TelnetdFixture>
{
    [Fact]
    public async Task The_right_password_is_proven_by_the_prompt_once_and_again()
    {
        // From the second login on, the device greets with "Last login: ...", which is no question.
        for (var login = 1; login <= 2; login++)
        {
            var rig = Rig(server.Password);

            var result = await rig.RunAsync(server.Port);

            Assert.True(
                result.Verdict is { Outcome: ProbeOutcome.Ok, Prompt: "lab-host$" },
                $"Login {login}: {result.Verdict}\nThe server's log:\n{server.Log}");
            Assert.Equal(["accepted", "disposed"], rig.Reports);
            var transcript = result.Transcript?.Text ?? string.Empty;
            Assert.Contains($"login: {server.UserName}\nPassword: \n", transcript, StringComparison.Ordinal);
            Assert.EndsWith("lab-host$ ", transcript, StringComparison.Ordinal);
            Assert.DoesNotContain(server.Password, transcript, StringComparison.Ordinal);
            Assert.DoesNotContain('\uFFFD', transcript); // Nothing of the negotiation.
            Assert.Null(result.Algorithms);
        }
    }

    [Fact]
    public async Task A_wrong_password_is_submitted_once()
    {
        var rig = Rig("wrong-password");

        var result = await rig.RunAsync(server.Port);

        Assert.True(
            result.Verdict.Failure is ProbeFailure.AuthenticationFailed
                && result.Verdict.Detail?.Contains("Login incorrect", StringComparison.Ordinal) is true,
            $"{result.Verdict}\nThe server's log:\n{server.Log}");
        Assert.Equal(1, rig.Submissions);
        Assert.Equal(["rejected", "disposed"], rig.Reports);
    }

    [Fact]
    public async Task A_password_that_the_inventory_lacks_is_not_made_up()
    {
        var rig = Rig(password: null);

        (await rig.RunAsync(server.Port)).AssertFailed(ProbeFailure.AuthenticationFailed, "auth_password");
        Assert.Equal(0, rig.Submissions);
    }

    private ProbeRig Rig(string? password) => new(new TelnetProbe())
    {
        Platform = "generic",
        Timeouts = EndpointTimeouts.Default, // login(1) takes its time on a busy machine, as a user's would.
        Credential = new Credential(server.UserName, password is null ? null : new Secret(password)),
    };
}
