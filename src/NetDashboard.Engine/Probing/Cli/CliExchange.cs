using NetDashboard.Inventory;

namespace NetDashboard.Probing.Cli;

/// <summary>One line sent to a device and what it answers, up to the next prompt or question.</summary>
internal sealed class CliExchange(Terminal terminal, PromptMatcher prompts, TimeProvider time, string returnChar)
{
    // A device that does not echo gets this long to show that what looks like its answer was a late first prompt.
    private static readonly TimeSpan s_noEcho = TimeSpan.FromMilliseconds(300);

    /// <summary>Sends a command; its echo must come before the answer counts, unless the device falls silent without one.</summary>
    public async ValueTask<CliAnswer> SendCommandAsync(string command, CancellationToken cancellationToken)
    {
        await terminal.SendLineAsync(command, returnChar, cancellationToken).ConfigureAwait(false);
        return await ReadAnswerAsync(command, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends a secret, which no device echoes.</summary>
    public async ValueTask<CliAnswer> SendSecretAsync(Secret secret, CancellationToken cancellationToken)
    {
        await terminal.SendLineAsync(secret.Reveal(), returnChar, cancellationToken).ConfigureAwait(false);
        return await ReadAnswerAsync(echo: null, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<CliAnswer> ReadAnswerAsync(string? echo, CancellationToken cancellationToken)
    {
        var isEchoed = echo is null;
        while (true)
        {
            isEchoed |= HasEcho(echo);
            Arrival arrival;
            if (FindAnswer(echo) is { } answer)
            {
                if (isEchoed)
                {
                    return answer;
                }

                arrival = await terminal.ReadAsync(s_noEcho, time, cancellationToken).ConfigureAwait(false);
                if (arrival is Arrival.Silence)
                {
                    return answer;
                }
            }
            else
            {
                arrival = await terminal.ReadAsync(time, cancellationToken).ConfigureAwait(false);
            }

            if (arrival is Arrival.Closed)
            {
                return new CliAnswer(AnswerKind.Closed, Prompt: null, Words(terminal.Fresh, echo));
            }
        }
    }

    private bool HasEcho(string? echo)
    {
        // An echo counts once its line has ended: what looks like a prompt before that is part of the echo's own line.
        var fresh = terminal.Fresh;
        var at = echo is null ? -1 : fresh.IndexOf(echo, StringComparison.Ordinal);
        return at >= 0 && fresh[(at + echo!.Length)..].Contains('\n');
    }

    private CliAnswer? FindAnswer(string? echo)
    {
        var fresh = terminal.Fresh;
        if (prompts.AsksForEnableSecret(fresh))
        {
            return new CliAnswer(AnswerKind.Question, Prompt: null, WordsBeforeLastLine(fresh, echo));
        }

        return prompts.Find(fresh) is { } prompt ? new CliAnswer(AnswerKind.Prompt, prompt, WordsBeforeLastLine(fresh, echo)) : null;
    }

    private string WordsBeforeLastLine(ReadOnlySpan<char> fresh, string? echo) =>
        Words(fresh[..(fresh.LastIndexOf('\n') + 1)], echo);

    private string Words(ReadOnlySpan<char> fresh, string? echo)
    {
        var at = echo is null ? -1 : fresh.IndexOf(echo, StringComparison.Ordinal);
        return terminal.Quote(at < 0 ? fresh : fresh[(at + echo!.Length)..]) ?? string.Empty;
    }
}

/// <summary>What a device answered to a line.</summary>
/// <param name="Kind">How the answer ended.</param>
/// <param name="Prompt">The prompt it ended with, if it did.</param>
/// <param name="Words">What stands between the echo and the end; empty for nothing.</param>
internal readonly record struct CliAnswer(AnswerKind Kind, SeenPrompt? Prompt, string Words);

/// <summary>How an answer ended.</summary>
internal enum AnswerKind
{
    /// <summary>With a prompt.</summary>
    Prompt,

    /// <summary>With the question for the enable secret.</summary>
    Question,

    /// <summary>With the end of the connection.</summary>
    Closed,
}
