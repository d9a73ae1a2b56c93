using System.Text;

namespace NetDashboard.Lab.Cli;

/// <summary>Runs a dialogue over a terminal, with echo and with the pauses of a slow device.</summary>
internal static class TerminalPump
{
    private const int BufferSize = 256;

    /// <summary>Returns when the user has gone or the device hangs up.</summary>
    /// <returns>Whether it was the device that hung up.</returns>
    public static async Task<bool> RunAsync(ITerminal terminal, IDialogue dialogue, TimeSpan pause, CancellationToken cancellationToken)
    {
        var input = new LineInput();
        var output = new StringBuilder();
        var buffer = new byte[BufferSize];

        await PauseAsync(pause, cancellationToken).ConfigureAwait(false);
        output.Append(dialogue.Open());
        await FlushAsync(terminal, output, cancellationToken).ConfigureAwait(false);

        int count;
        while ((count = await terminal.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
        {
            for (var i = 0; i < count; i++)
            {
                var line = input.Type((char)buffer[i], dialogue.Echoes && !terminal.EchoRefused, output);
                if (line is null)
                {
                    continue;
                }

                if (pause > TimeSpan.Zero)
                {
                    // The echo of a slow device is quick: only its answers are slow.
                    await FlushAsync(terminal, output, cancellationToken).ConfigureAwait(false);
                    await PauseAsync(pause, cancellationToken).ConfigureAwait(false);
                }

                var answer = dialogue.Answer(line);
                output.Append(answer.Text);
                if (answer.Closes)
                {
                    await FlushAsync(terminal, output, cancellationToken).ConfigureAwait(false);
                    return true;
                }

                if (answer.Next is { } next)
                {
                    dialogue = next;
                    output.Append(dialogue.Open());
                }
            }

            await FlushAsync(terminal, output, cancellationToken).ConfigureAwait(false);
        }

        return false;
    }

    /// <summary>The pause of a slow device; none for the others.</summary>
    public static Task PauseAsync(TimeSpan pause, CancellationToken cancellationToken) =>
        pause > TimeSpan.Zero ? Task.Delay(pause, cancellationToken) : Task.CompletedTask;

    private static ValueTask FlushAsync(ITerminal terminal, StringBuilder output, CancellationToken cancellationToken)
    {
        if (output.Length == 0)
        {
            return ValueTask.CompletedTask;
        }

        var bytes = Encoding.Latin1.GetBytes(output.ToString());
        output.Clear();
        return terminal.WriteAsync(bytes, cancellationToken);
    }
}
