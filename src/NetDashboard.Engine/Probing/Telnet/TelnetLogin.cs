using System.Net.Sockets;
using NetDashboard.Inventory;
using NetDashboard.Probing.Cli;

namespace NetDashboard.Probing.Telnet;

/// <summary>
/// Answers a device's questions for user name and password, the password at most once. Returns when a prompt ends the text, or throws.
/// </summary>
internal sealed class TelnetLogin(Terminal terminal, TelnetStream stream, ProbeSession session)
{
    private const int MaxRounds = 3;
    private static readonly TimeSpan s_longestStart = TimeSpan.FromSeconds(8);

    private readonly LoginScreen _screen = new(session.Target);
    private bool _isWoken;

    private Credential Credential => session.Target.Credential;

    private Endpoint Endpoint => session.Target.Endpoint;

    /// <summary>Logs in.</summary>
    /// <exception cref="ProbeException">No login, for the reason it carries.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        session.Enter(ProbeStage.Banner, ProbeFailure.NoLoginPrompt);
        var cue = await WaitForQuestionAsync(cancellationToken).ConfigureAwait(false);
        if (cue is LoginCue.Command)
        {
            return;
        }

        session.Enter(ProbeStage.Authentication, ProbeFailure.PromptTimeout);
        for (var round = 1; round <= MaxRounds; round++)
        {
            if (cue is LoginCue.UserName)
            {
                cue = await SendUserNameAsync(cancellationToken).ConfigureAwait(false);
            }

            if (cue is LoginCue.Command || await SendPasswordAsync(cancellationToken).ConfigureAwait(false) is not { } next)
            {
                return;
            }

            // The device began anew while this login waited for its turn; nothing was submitted.
            cue = next;
        }

        throw new ProbeException(ProbeFailure.ConnectionClosed, "The device began its login anew again and again while this one waited for its turn.");
    }

    private async ValueTask<LoginCue> WaitForQuestionAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var cue = _screen.Find(terminal.Fresh, isAuthenticated: false);
            var arrival = Arrival.Silence;
            if (cue is not LoginCue.None)
            {
                // After a return of ours the question may be the one it already answers, and a prompt without login may be a line of a banner.
                if (_isWoken || cue is LoginCue.Command)
                {
                    arrival = await terminal.ReadAsync(Terminal.DoubtfulMoment, session.Time, cancellationToken).ConfigureAwait(false);
                }

                if (arrival is Arrival.Silence && cue is LoginCue.Password && _isWoken && LoginScreen.EmptyNameWasTaken(terminal.Fresh))
                {
                    // Our return became an empty user name; another ends that attempt, and no secret of ours was in it.
                    await terminal.SendReturnAsync(Endpoint.ReturnChar, cancellationToken).ConfigureAwait(false);
                    arrival = await terminal.ReadAsync(session.Time, cancellationToken).ConfigureAwait(false);
                }
                else if (arrival is Arrival.Silence)
                {
                    return cue;
                }
            }
            else
            {
                ThrowIfHopeless();
                arrival = await ReadOrWakeAsync(cancellationToken).ConfigureAwait(false);
            }

            if (arrival is Arrival.Closed)
            {
                ThrowIfHopeless();
                throw Closed("before it asked for a login");
            }
        }
    }

    private async ValueTask<Arrival> ReadOrWakeAsync(CancellationToken cancellationToken)
    {
        if (_isWoken)
        {
            return await terminal.ReadAsync(session.Time, cancellationToken).ConfigureAwait(false);
        }

        var hadHeard = stream.HasHeard;
        var arrival = await terminal.ReadAsync(SilenceBeforeReturn(), session.Time, cancellationToken).ConfigureAwait(false);
        if (arrival is Arrival.Silence && stream.HasHeard == hadHeard)
        {
            _isWoken = true;
            await terminal.SendReturnAsync(Endpoint.ReturnChar, cancellationToken).ConfigureAwait(false);
        }

        return arrival;
    }

    // A device that has begun to negotiate is awake, and may be busy with its login program: a return typed ahead would be taken for an
    // empty user name, and the right password then for a wrong one.
    private TimeSpan SilenceBeforeReturn()
    {
        if (!stream.HasHeard)
        {
            return CliSession.SilenceBeforeReturn(Endpoint);
        }

        var half = Endpoint.Timeouts.Transport / 2;
        return LoginScreen.EndsWithPressKey(terminal.Fresh) ? Terminal.DoubtfulMoment : half < s_longestStart ? half : s_longestStart;
    }

    private void ThrowIfHopeless()
    {
        var text = terminal.Fresh;
        if (LoginScreen.HasNoPassword(text))
        {
            throw new ProbeException(ProbeFailure.NoPasswordSet, $"The device lets nobody in, for its line has no password: {terminal.LastWords()}");
        }

        if (LoginScreen.OtherProtocol(text) is { } protocol)
        {
            throw new ProbeException(ProbeFailure.ProtocolError, $"The device speaks {protocol} on port {session.Port}, not Telnet: {terminal.LastWords()}");
        }
    }

    // The answer is a question for the password, or a prompt where a name is enough.
    private async ValueTask<LoginCue> SendUserNameAsync(CancellationToken cancellationToken)
    {
        if (Credential.UserName.Length == 0)
        {
            throw new ProbeException(ProbeFailure.AuthenticationFailed, "The device asks for a user name; the inventory has none (auth_username).");
        }

        await terminal.SendLineAsync(Credential.UserName, Endpoint.ReturnChar, cancellationToken).ConfigureAwait(false);
        while (true)
        {
            var cue = _screen.Find(terminal.Fresh, isAuthenticated: false);
            if (cue is LoginCue.Password)
            {
                return cue;
            }

            var arrival = cue switch
            {
                LoginCue.Command => await terminal.ReadAsync(Terminal.DoubtfulMoment, session.Time, cancellationToken).ConfigureAwait(false),

                // Still the echo of the name we sent, which happens to look like the question.
                LoginCue.UserName when !terminal.Fresh.Contains('\n') => await terminal.ReadAsync(session.Time, cancellationToken).ConfigureAwait(false),

                // Our return to wake the device was taken for an empty name, and the name we sent is still to be read.
                LoginCue.UserName when _isWoken =>
                    await terminal.ReadAsync(CliSession.SilenceBeforeReturn(Endpoint), session.Time, cancellationToken).ConfigureAwait(false),
                LoginCue.UserName => Arrival.Silence,
                _ => await terminal.ReadAsync(session.Time, cancellationToken).ConfigureAwait(false),
            };
            switch (arrival)
            {
                case Arrival.Closed:
                    ThrowIfHopeless();
                    throw Closed("after the user name");

                case Arrival.Silence when cue is LoginCue.UserName:
                    throw new ProbeException(ProbeFailure.AuthenticationFailed, $"The device refused the user name: {terminal.LastWords()}");

                case Arrival.Silence:
                    return cue;
            }
        }
    }

    // The answer is null once a prompt is there; else what the device wants now, and the password was not sent.
    private async ValueTask<LoginCue?> SendPasswordAsync(CancellationToken cancellationToken)
    {
        if (Credential.Password is not { } password)
        {
            throw new ProbeException(ProbeFailure.AuthenticationFailed, "The device asks for a password; the inventory has none (auth_password).");
        }

        using var submission = await session.SubmitAsync(cancellationToken).ConfigureAwait(false);
        if (session.Socket.Poll(0, SelectMode.SelectRead))
        {
            // It may have been a long wait for leave to submit. What came may be no text, so the read is limited.
            if (await terminal.ReadAsync(Terminal.Moment, session.Time, cancellationToken).ConfigureAwait(false) is Arrival.Closed)
            {
                submission.NotSent();
                throw Closed("while it was asking for the password");
            }

            if (_screen.Find(terminal.Fresh, isAuthenticated: false) is not LoginCue.Password)
            {
                submission.NotSent();
                return await WaitForQuestionAsync(cancellationToken).ConfigureAwait(false);
            }
        }

        await terminal.SendLineAsync(password.Reveal(), Endpoint.ReturnChar, cancellationToken).ConfigureAwait(false);
        await WaitForAcceptanceAsync(submission, cancellationToken).ConfigureAwait(false);
        return null;
    }

    private async ValueTask WaitForAcceptanceAsync(ISubmission submission, CancellationToken cancellationToken)
    {
        var mayPressKey = true;
        while (true)
        {
            var cue = _screen.Find(terminal.Fresh, isAuthenticated: true);
            if (cue is LoginCue.UserName or LoginCue.Password)
            {
                throw Refused(submission);
            }

            // On the password's own line a prompt-like end may be an echo; refusals and invitations may be lines of a banner that goes on.
            var isDoubtful = cue is LoginCue.Command
                ? !terminal.Fresh.Contains('\n')
                : LoginScreen.EndsWithRefusal(terminal.Fresh) || (mayPressKey && LoginScreen.EndsWithPressKey(terminal.Fresh));
            if (cue is LoginCue.Command && !isDoubtful)
            {
                submission.Accepted();
                return;
            }

            var arrival = isDoubtful
                ? await terminal.ReadAsync(Terminal.DoubtfulMoment, session.Time, cancellationToken).ConfigureAwait(false)
                : await terminal.ReadAsync(session.Time, cancellationToken).ConfigureAwait(false);
            switch (arrival)
            {
                case Arrival.Closed:
                    throw Refused(submission);

                case Arrival.Silence when cue is LoginCue.Command:
                    submission.Accepted();
                    return;

                case Arrival.Silence when LoginScreen.EndsWithRefusal(terminal.Fresh):
                    throw Refused(submission);

                case Arrival.Silence:
                    mayPressKey = false;
                    await terminal.SendReturnAsync(Endpoint.ReturnChar, cancellationToken).ConfigureAwait(false);
                    break;
            }
        }
    }

    private ProbeException Refused(ISubmission submission)
    {
        var words = terminal.Quote(terminal.Fresh);
        if (LoginScreen.AsksForNewPassword(terminal.Fresh))
        {
            submission.Accepted();
            return new ProbeException(ProbeFailure.AuthenticationFailed, $"The device accepted the password but wants a new one: {words}");
        }

        submission.Rejected();
        return new ProbeException(
            ProbeFailure.AuthenticationFailed,
            words is null ? "The device closed the connection after the password, without a word." : $"The device refused the login: {words}");
    }

    private ProbeException Closed(string when) => new(
        ProbeFailure.ConnectionClosed,
        terminal.LastWords() is { } words
            ? $"The device closed the connection {when}. Its last words: {words}"
            : $"The device closed the connection {when}, without a word.");
}
