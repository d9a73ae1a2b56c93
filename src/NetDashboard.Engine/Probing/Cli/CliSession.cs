using System.Net.Sockets;
using NetDashboard.Inventory;
using NetDashboard.Platforms;

namespace NetDashboard.Probing.Cli;

/// <summary>From an authenticated terminal to the prompt of the wanted level.</summary>
public sealed class CliSession
{
    private readonly Terminal _terminal;
    private readonly ProbeSession _session;
    private readonly PromptMatcher _prompts;
    private readonly CliExchange _exchange;
    private bool _triedToRaise;
    private SeenPrompt _prompt;

    /// <summary>Makes the terminal's last words those of the session, without its secrets, and its text the session's transcript.</summary>
    public CliSession(Terminal terminal, ProbeSession session)
    {
        _terminal = terminal;
        _session = session;
        _prompts = PromptMatcher.For(session.Target.Platform, session.Target.Endpoint);
        _exchange = new CliExchange(terminal, _prompts, session.Time, session.Target.Endpoint.ReturnChar);
        terminal.Secrets = session.Target.Credential.Secrets;
        terminal.Transcript = session.Transcript;
        session.LastWords = terminal.LastWords;
    }

    private Platform Platform => _session.Target.Platform;

    private Endpoint Endpoint => _session.Target.Endpoint;

    /// <summary>
    /// Waits for the prompt, goes to the privileged level where the platform has one and the endpoint wants it, and prepares the session.
    /// A refused or unanswered <c>enable</c> makes the verdict limited; a session command that fails is only a warning, for the login is proven.
    /// </summary>
    /// <exception cref="ProbeException">The device closed or sent too much, or the inventory's prompt pattern is unusable.</exception>
    public async Task<ProbeVerdict> ReachPromptAsync(CancellationToken cancellationToken)
    {
        _session.Enter(ProbeStage.Prompt, ProbeFailure.PromptTimeout);
        _prompt = await WaitForPromptAsync(cancellationToken).ConfigureAwait(false);
        if (!MustRaise && Platform.SessionCommands.IsEmpty)
        {
            return ProbeVerdict.Ok(_prompt.Text);
        }

        var doing = "the prompt";
        try
        {
            _session.Enter(ProbeStage.Enable, ProbeFailure.PromptTimeout);
            var refusal = await RaiseAsync(cancellationToken).ConfigureAwait(false);
            foreach (var command in Platform.SessionCommands)
            {
                doing = $"'{command}'";
                if (refusal is not null || !await PrepareAsync(command, cancellationToken).ConfigureAwait(false))
                {
                    break;
                }

                // What looked like the wanted prompt may have been a line of a banner; behind the echo stands the true one.
                refusal = await RaiseAsync(cancellationToken).ConfigureAwait(false);
            }

            return refusal is null ? ProbeVerdict.Ok(_prompt.Text) : ProbeVerdict.Limited(_prompt.Text, refusal);
        }
        catch (Exception e) when (EndsSession(e))
        {
            _session.Warn($"Logged in, but after {doing} {Explain(e)}.");
            return ProbeVerdict.Ok(_prompt.Text);
        }
    }

    /// <summary>How long a device may be silent before a return is sent to wake it: a tenth of the operation limit, 0.5 to 3 s.</summary>
    internal static TimeSpan SilenceBeforeReturn(Endpoint endpoint) =>
        TimeSpan.FromSeconds(Math.Clamp(endpoint.Timeouts.Operation.TotalSeconds / 10, 0.5, 3));

    private bool MustRaise => !_triedToRaise && !_prompt.IsWanted && Endpoint.WantsPrivilegedLevel && Platform.EnableCommand is not null;

    private async Task<SeenPrompt> WaitForPromptAsync(CancellationToken cancellationToken)
    {
        var wakes = true;
        while (true)
        {
            if (_prompts.Find(_terminal.Fresh) is { } prompt && await IsProvenAsync(prompt, cancellationToken).ConfigureAwait(false))
            {
                return prompt;
            }

            var arrival = wakes
                ? await _terminal.ReadAsync(SilenceBeforeReturn(Endpoint), _session.Time, cancellationToken).ConfigureAwait(false)
                : await _terminal.ReadAsync(_session.Time, cancellationToken).ConfigureAwait(false);
            if (arrival is Arrival.Closed)
            {
                throw new ProbeException(
                    ProbeFailure.ConnectionClosed,
                    _terminal.LastWords() is { } words
                        ? $"The device closed the connection before its prompt. Its last words: {words}"
                        : "The device closed the connection before its prompt, without a word.");
            }

            if (arrival is Arrival.Silence)
            {
                wakes = false;
                await _terminal.SendReturnAsync(Endpoint.ReturnChar, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    // Where a command follows, its echo shows whether the prompt was one; where none does, only time can. A prompt without a letter or digit
    // is rare, and a piece of a banner's frame is not.
    private ValueTask<bool> IsProvenAsync(SeenPrompt prompt, CancellationToken cancellationToken) => Platform.SessionCommands.IsEmpty
        ? _terminal.IsSettledAsync(
            prompt.Text.Any(char.IsLetterOrDigit) ? Terminal.Moment : Terminal.DoubtfulMoment, _session.Time, cancellationToken)
        : ValueTask.FromResult(true);

    // Says why the privileged level was refused; null when it is reached or not wanted.
    private async ValueTask<string?> RaiseAsync(CancellationToken cancellationToken)
    {
        if (!MustRaise)
        {
            return null;
        }

        _triedToRaise = true;
        try
        {
            var answer = await _exchange.SendCommandAsync(Platform.EnableCommand!, cancellationToken).ConfigureAwait(false);
            if (answer.Kind is AnswerKind.Question)
            {
                if (_session.Target.Credential.EnableSecret is not { } secret)
                {
                    return $"'{Platform.EnableCommand}' asks for an enable secret; the inventory has none (auth_secondary).";
                }

                answer = await _exchange.SendSecretAsync(secret, cancellationToken).ConfigureAwait(false);
            }

            if (answer.Prompt is { IsWanted: true } raised)
            {
                _prompt = raised;
                return null;
            }

            return $"{Platform.EnableCommand} refused: {DescribeRefusal(answer)}";
        }
        catch (Exception e) when (EndsSession(e))
        {
            return $"Logged in, but after '{Platform.EnableCommand}' {Explain(e)}.";
        }
    }

    private static string DescribeRefusal(CliAnswer answer) => answer switch
    {
        { Words.Length: > 0 } => answer.Words,
        { Kind: AnswerKind.Question } => "the device asks for the secret again.",
        { Kind: AnswerKind.Closed } => "the device closed the connection.",
        _ => "the device stays at its exec level without a word.",
    };

    // Whether the session can go on.
    private async ValueTask<bool> PrepareAsync(string command, CancellationToken cancellationToken)
    {
        var answer = await _exchange.SendCommandAsync(command, cancellationToken).ConfigureAwait(false);
        if (answer.Prompt is not { } prompt)
        {
            _session.Warn($"Logged in, but after '{command}' the device {(answer.Kind is AnswerKind.Closed ? "closed the connection" : "asked a question")}. {answer.Words}".TrimEnd());
            return false;
        }

        if (Refusals.IsRefusal(answer.Words))
        {
            _session.Warn($"The device refused '{command}': {answer.Words}");
        }

        _prompt = prompt;
        return true;
    }

    private bool EndsSession(Exception exception) => exception switch
    {
        OperationCanceledException => _session.IsOutOfTime,
        ProbeException e => e.Failure is ProbeFailure.ConnectionClosed,
        SocketException or IOException => true,
        _ => false,
    };

    private string Explain(Exception exception) => exception is OperationCanceledException
        ? $"the device did not answer within {Endpoint.Timeouts.Operation.TotalSeconds:0.###} s"
        : "the connection broke";
}
