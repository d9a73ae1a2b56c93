using NetDashboard.Engine.Tests.Probing.Cli;
using NetDashboard.Inventory;
using NetDashboard.Probing;
using NetDashboard.Probing.Telnet;

namespace NetDashboard.Engine.Tests.Probing.Telnet;

/// <summary>Questions that come late, are unknown, or cannot be answered.</summary>
public sealed class TelnetQuestionTests
{
    [Fact]
    public async Task An_unknown_question_is_quoted_when_the_time_is_up()
    {
        await using var device = ScriptedDevice.Start(async line =>
        {
            await line.SendAsync("Employee-number:");
            await line.StaySilentAsync();
        });

        var limits = TelnetRig.Short with { Transport = TimeSpan.FromSeconds(3) };
        (await TelnetRig.Generic(timeouts: limits).RunAsync(device.Port)).AssertFailed(ProbeFailure.NoLoginPrompt, "Employee-number:");
        Assert.Equal("\r\n", device.Received);
    }

    [Fact]
    public async Task A_silent_device_is_woken_by_one_return()
    {
        await using var device = ScriptedDevice.Start(async line =>
        {
            await line.ReadLineAsync();
            await line.SendAsync("\r\nPassword: ");
            await line.ReadLineAsync();
            await line.SendAsync("\r\nhost>");
            await line.StaySilentAsync();
        });

        (await TelnetRig.Generic(timeouts: TelnetRig.Short with { Transport = TimeSpan.FromSeconds(5) }).RunAsync(device.Port)).AssertOk("host>");
        Assert.Equal($"\r\n{TelnetRig.Password}\r\n", device.Received);
    }

    [Fact]
    public async Task A_late_question_that_our_return_has_answered_is_not_answered_again()
    {
        await using var device = ScriptedDevice.Start(async line =>
        {
            await line.ReadLineAsync();
            await line.SendAsync("login: ");
            await Task.Delay(50);
            await line.SendAsync("\r\nlogin: ");
            await line.AnswerAsync("admin", "Password: ");
            await line.ReadLineAsync();
            await line.SendAsync("\r\nhost>");
            await line.StaySilentAsync();
        });

        (await TelnetRig.Generic(timeouts: TelnetRig.Short with { Transport = TimeSpan.FromSeconds(5) }).RunAsync(device.Port)).AssertOk("host>");
        Assert.Equal($"\r\nadmin\r\n{TelnetRig.Password}\r\n", device.Received);
    }

    [Theory]
    [InlineData("SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n", "SSH")]
    [InlineData("HTTP/1.1 400 Bad Request\r\n", "HTTP")]
    public async Task Another_protocol_is_named(string greeting, string protocol)
    {
        await using var device = ScriptedDevice.Start(async line =>
        {
            await line.SendAsync(greeting);
            await line.StaySilentAsync();
        });

        (await TelnetRig.Generic().RunAsync(device.Port)).AssertFailed(ProbeFailure.ProtocolError, $"speaks {protocol}");
    }

    [Fact]
    public async Task A_close_before_the_question_is_told_with_the_last_words()
    {
        await using var device = ScriptedDevice.Start(line => line.SendAsync("All lines are busy.\r\n"));

        (await TelnetRig.Generic().RunAsync(device.Port)).AssertFailed(ProbeFailure.ConnectionClosed, "All lines are busy.");
    }

    [Theory]
    [InlineData("login: ", "auth_username")]
    [InlineData("Password: ", "auth_password")]
    public async Task What_the_inventory_lacks_is_named_and_nothing_is_sent(string question, string key)
    {
        await using var device = ScriptedDevice.Start(async line =>
        {
            await line.SendAsync(question);
            await line.StaySilentAsync();
        });
        var rig = new ProbeRig(new TelnetProbe()) { Credential = new Credential(string.Empty) };

        (await rig.RunAsync(device.Port)).AssertFailed(ProbeFailure.AuthenticationFailed, key);
        Assert.Equal(0, rig.Submissions);
        Assert.Empty(device.Received);
    }

    [Fact]
    public async Task A_held_account_is_not_submitted()
    {
        await using var device = ScriptedDevice.Start(async line =>
        {
            await line.SendAsync("login: ");
            await line.AnswerAsync("admin", "Password: ");
            await line.StaySilentAsync();
        });
        var rig = new ProbeRig(new TelnetProbe()) { IsHeld = true };

        Assert.Equal(ProbeOutcome.Held, (await rig.RunAsync(device.Port)).Verdict.Outcome);
        Assert.Equal("admin\r\n", device.Received);
    }

    [Fact]
    public async Task A_device_that_gives_up_while_the_login_waits_for_leave_gets_no_password()
    {
        var isWaiting = new TaskCompletionSource();
        var hasGivenUp = new TaskCompletionSource();
        await using var device = ScriptedDevice.Start(async line =>
        {
            await line.SendAsync("Password: ");
            await isWaiting.Task;
            await line.SendAsync("\r\n% Timeout expired!\r\n");
            hasGivenUp.SetResult();
        });
        var rig = TelnetRig.Generic(onSubmit: () =>
        {
            isWaiting.SetResult();
            return hasGivenUp.Task;
        });

        (await rig.RunAsync(device.Port)).AssertFailed(ProbeFailure.ConnectionClosed, "% Timeout expired!");
        Assert.Equal(["not sent", "disposed"], rig.Reports);
        Assert.Empty(device.Received);
    }

    [Fact]
    public async Task A_login_begun_anew_while_waiting_for_leave_is_answered_anew()
    {
        var isWaiting = new TaskCompletionSource();
        var hasBegunAnew = new TaskCompletionSource();
        await using var device = ScriptedDevice.Start(async line =>
        {
            await line.SendAsync("login: ");
            await line.AnswerAsync("admin", "Password: ");
            await isWaiting.Task;
            await line.SendAsync("\r\nLogin timed out\r\nlogin: ");
            hasBegunAnew.SetResult();
            await line.AnswerAsync("admin", "Password: ");
            await line.ReadLineAsync();
            await line.SendAsync("\r\nhost>");
            await line.StaySilentAsync();
        });
        var rig = TelnetRig.Generic(onSubmit: () =>
        {
            isWaiting.TrySetResult();
            return hasBegunAnew.Task;
        });

        (await rig.RunAsync(device.Port)).AssertOk("host>");
        Assert.Equal(["not sent", "disposed", "accepted", "disposed"], rig.Reports);
        Assert.Equal($"admin\r\nadmin\r\n{TelnetRig.Password}\r\n", device.Received);
    }

    [Fact]
    public async Task Patterns_of_the_inventory_replace_the_known_questions()
    {
        await using var device = ScriptedDevice.Start(async line =>
        {
            await line.SendAsync("Employee-number:");
            await line.AnswerAsync("admin", "Secret word? ");
            await line.ReadLineAsync();
            await line.SendAsync("\r\nhost>");
            await line.StaySilentAsync();
        });
        var rig = TelnetRig.Generic(endpoint => endpoint with { LoginPattern = "employee-number", PasswordPattern = @"^secret word\?\s?$" });

        (await rig.RunAsync(device.Port)).AssertOk("host>");
    }

    [Fact]
    public async Task Endless_negotiation_is_cut_off()
    {
        await using var device = ScriptedDevice.Start(async line =>
        {
            while (true)
            {
                await line.SendAsync("\u00ff\u00fd\u0003\u00ff\u00fe\u0003");
            }
        });

        (await TelnetRig.Generic().RunAsync(device.Port)).AssertFailed(ProbeFailure.ProtocolError, "Telnet commands");
    }
}
