using NetDashboard.Engine.Tests.Probing.Cli;
using NetDashboard.Engine.Tests.Servers;
using NetDashboard.Inventory;
using NetDashboard.Probing;
using NetDashboard.Probing.Telnet;

namespace NetDashboard.Engine.Tests.Probing.Telnet;

public sealed class TelnetProbeTests
{
    private const string Password = "pass-word-1";

    private static readonly EndpointTimeouts s_short = new(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(2.5), TimeSpan.FromSeconds(5));

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
            Assert.Equal(Password, await line.ReadLineAsync());
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

        (await Generic().RunAsync(device.Port)).AssertOk("host>");
        Assert.Equal($"{Password}\r\n", device.Received);
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
            Assert.Equal(Password, await line.ReadLineAsync());
            await line.SendAsync("\r\nhost>");
            await line.StaySilentAsync();
        });
        var limits = new EndpointTimeouts(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(20));

        (await Generic(endpoint => endpoint with { Timeouts = limits }).RunAsync(device.Port)).AssertOk("host>");
        Assert.Equal($"\u00ff\u00fc\u0018admin\r\n{Password}\r\n", device.Received);
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
            Assert.Equal(Password, await line.ReadLineAsync());
            await line.SendAsync("\r\nhost>");
            await line.StaySilentAsync();
        });
        var limits = new EndpointTimeouts(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(5));
        var rig = Generic(endpoint => endpoint with { Timeouts = limits });

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
        var rig = Generic();

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
        var rig = Generic(endpoint => endpoint with { SkipsLogin = skips });

        (await rig.RunAsync(device.Port)).AssertOk("host>");
        Assert.Equal(0, rig.Submissions);
        Assert.Empty(device.Received);
    }

    [Theory]
    [InlineData("\r\n% Login invalid\r\n\r\nUsername: ", "% Login invalid")]
    [InlineData("\r\nLogin incorrect\r\nhost login: ", "Login incorrect")]
    [InlineData("\r\nPassword: ", "Password:")]
    [InlineData("\r\n% Authentication failed\r\n", "% Authentication failed")]
    public async Task A_refused_password_is_submitted_once_and_the_devices_words_are_told(string answer, string words)
    {
        await using var device = ScriptedDevice.Start(async line =>
        {
            await line.SendAsync("Username: ");
            await line.AnswerAsync("admin", "Password: ");
            await line.ReadLineAsync();
            await line.SendAsync(answer);
            await line.StaySilentAsync();
        });
        var rig = Generic();

        (await rig.RunAsync(device.Port)).AssertFailed(ProbeFailure.AuthenticationFailed, words);
        Assert.Equal(["rejected", "disposed"], rig.Reports);
        Assert.Equal($"admin\r\n{Password}\r\n", device.Received);
    }

    [Theory]
    [InlineData("\r\n% Bad passwords, too many failures!\r\n", "% Bad passwords")]
    [InlineData("", "without a word")]
    public async Task A_close_after_the_password_is_a_refusal(string answer, string words)
    {
        await using var device = ScriptedDevice.Start(async line =>
        {
            await line.SendAsync("Password: ");
            await line.ReadLineAsync();
            await line.SendAsync(answer);
        });
        var rig = Generic();

        (await rig.RunAsync(device.Port)).AssertFailed(ProbeFailure.AuthenticationFailed, words);
        Assert.Equal(["rejected", "disposed"], rig.Reports);
    }

    [Fact]
    public async Task A_banner_that_speaks_of_refusals_is_none()
    {
        await using var device = ScriptedDevice.Start(async line =>
        {
            await line.SendAsync("login: ");
            await line.AnswerAsync("admin", "Password: ");
            await line.ReadLineAsync();
            await line.SendAsync("\r\nLast login:");
            await Task.Delay(20);
            await line.SendAsync(" Tue Nov 23\r\n3 times: Login incorrect\r\n");
            await Task.Delay(20);
            await line.SendAsync("host>");
            await line.StaySilentAsync();
        });
        var rig = Generic();

        (await rig.RunAsync(device.Port)).AssertOk("host>");
        Assert.Equal(["accepted", "disposed"], rig.Reports);
    }

    [Fact]
    public async Task Silence_after_the_password_is_unanswered_and_not_a_refusal()
    {
        await using var device = ScriptedDevice.Start(async line =>
        {
            await line.SendAsync("Password: ");
            await line.ReadLineAsync();
            await line.SendAsync("\r\nChecking\r\n");
            await line.StaySilentAsync();
        });
        var rig = Generic(timeouts: s_short);

        (await rig.RunAsync(device.Port)).AssertFailed(ProbeFailure.PromptTimeout, "Checking");
        Assert.Equal(["disposed"], rig.Reports);
        Assert.Equal($"{Password}\r\n", device.Received);
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

        (await Generic().RunAsync(device.Port)).AssertOk("ProCurve#");
    }

    [Fact]
    public async Task An_expired_password_is_no_refusal_of_it()
    {
        await using var device = ScriptedDevice.Start(async line =>
        {
            await line.SendAsync("Password: ");
            await line.ReadLineAsync();
            await line.SendAsync("\r\nYour password has expired.\r\nNew password: ");
            await line.StaySilentAsync();
        });
        var rig = Generic();

        (await rig.RunAsync(device.Port)).AssertFailed(ProbeFailure.AuthenticationFailed, "has expired");
        Assert.Equal(["accepted", "disposed"], rig.Reports);
    }

    [Theory]
    [InlineData("\r\n\r\nPassword required, but none set\r\n")]
    [InlineData("% Login disabled on line 2, until 'password' is set\r\n")]
    public async Task A_line_without_a_password_is_told_at_once(string text)
    {
        await using var device = ScriptedDevice.Start(async line =>
        {
            await line.SendAsync(text);
            await line.StaySilentAsync();
        });

        var result = await Generic().RunAsync(device.Port);

        result.AssertFailed(ProbeFailure.NoPasswordSet, text.Trim());
        Assert.True(result.Duration < TimeSpan.FromSeconds(9), $"It waited for its limit: {result.Duration}.");
    }

    [Fact]
    public async Task An_unknown_question_is_quoted_when_the_time_is_up()
    {
        await using var device = ScriptedDevice.Start(async line =>
        {
            await line.SendAsync("Employee-number:");
            await line.StaySilentAsync();
        });

        var limits = s_short with { Transport = TimeSpan.FromSeconds(3) };
        (await Generic(timeouts: limits).RunAsync(device.Port)).AssertFailed(ProbeFailure.NoLoginPrompt, "Employee-number:");
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

        (await Generic(timeouts: s_short with { Transport = TimeSpan.FromSeconds(5) }).RunAsync(device.Port)).AssertOk("host>");
        Assert.Equal($"\r\n{Password}\r\n", device.Received);
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

        (await Generic(timeouts: s_short with { Transport = TimeSpan.FromSeconds(5) }).RunAsync(device.Port)).AssertOk("host>");
        Assert.Equal($"\r\nadmin\r\n{Password}\r\n", device.Received);
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

        (await Generic().RunAsync(device.Port)).AssertFailed(ProbeFailure.ProtocolError, $"speaks {protocol}");
    }

    [Fact]
    public async Task A_close_before_the_question_is_told_with_the_last_words()
    {
        await using var device = ScriptedDevice.Start(line => line.SendAsync("All lines are busy.\r\n"));

        (await Generic().RunAsync(device.Port)).AssertFailed(ProbeFailure.ConnectionClosed, "All lines are busy.");
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
        var rig = Generic(onSubmit: () =>
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
        var rig = Generic(onSubmit: () =>
        {
            isWaiting.TrySetResult();
            return hasBegunAnew.Task;
        });

        (await rig.RunAsync(device.Port)).AssertOk("host>");
        Assert.Equal(["not sent", "disposed", "accepted", "disposed"], rig.Reports);
        Assert.Equal($"admin\r\nadmin\r\n{Password}\r\n", device.Received);
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
        var rig = Generic(endpoint => endpoint with { LoginPattern = "employee-number", PasswordPattern = @"^secret word\?\s?$" });

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

        (await Generic().RunAsync(device.Port)).AssertFailed(ProbeFailure.ProtocolError, "Telnet commands");
    }

    private static ProbeRig Generic(
        Func<Endpoint, Endpoint>? configure = null, EndpointTimeouts? timeouts = null, Func<Task>? onSubmit = null) => new(new TelnetProbe())
        {
            Platform = "generic",
            Configure = configure ?? (endpoint => endpoint),
            Timeouts = timeouts ?? new(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10)),
            OnSubmit = onSubmit,
        };
}
