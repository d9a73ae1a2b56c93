using System.Text;
using NetDashboard.Inventory;
using NetDashboard.Probing;
using NetDashboard.Probing.Cli;

namespace NetDashboard.Engine.Tests.Probing.Cli;

public sealed class TerminalTests
{
    public static TheoryData<string, string> Shown => new()
    {
        { "plain\r\nR1#", "plain\nR1#" },
        { "a\0b\r\0c\r\n", "abc\n" },
        { "\e[1;32muser\e[0m$ ", "user$ " },
        { "\e[?2004huser$ \e[6n", "user$ " },
        { "\e]0;user@host: ~\auser$ ", "user$ " },
        { "\e]2;title\e\\user$ ", "user$ " },
        { "\eP1$r0m\e\\done", "done" },
        { "\e(B\e)0\e=\e>\e7\e8ok", "ok" },
        { "\e[24;1H\e[KProCurve# \eE", "ProCurve# \n" },
        { "\e]never ended\r\nR1#", "\nR1#" },
        { "\e[12\u0018R1#", "R1#" },
        { "passwrd\b\b\bword", "password" },
        { "x\b \b>", ">" },
        { "\n\b\b\bR1#", "\nR1#" },
        { "caf\u00e9 \u20ac \U0001F600 #", "caf\u00e9 \u20ac \U0001F600 #" },
        { "bell\a tab\tdel\u007f.", "bell tab\tdel." },
    };

    [Theory]
    [MemberData(nameof(Shown))]
    public async Task Control_is_taken_out_wherever_the_pieces_are_cut(string sent, string shown)
    {
        var bytes = Encoding.UTF8.GetBytes(sent);
        Assert.Equal(shown, await ShowAsync(bytes));
        Assert.Equal(shown, await ShowAsync([.. bytes.Select(b => new[] { b })]));
        for (var cut = 1; cut < bytes.Length; cut++)
        {
            Assert.Equal(shown, await ShowAsync(bytes[..cut], bytes[cut..]));
        }
    }

    [Fact]
    public async Task Broken_UTF8_is_replaced_and_does_no_harm_to_what_follows()
    {
        Assert.Equal("a\ufffdb R1#", await ShowAsync([(byte)'a', 0xC3], [(byte)'b', .. " R1#"u8]));
        Assert.Equal("\ufffd#", await ShowAsync([0xFF, (byte)'#']));
    }

    [Fact]
    public async Task Anything_at_all_is_taken_in_within_bounds()
    {
        var random = new Random(20210419);
        for (var round = 0; round < 200; round++)
        {
            var pieces = Enumerable.Range(0, 40).Select(_ =>
            {
                var piece = new byte[random.Next(1, 1500)];
                random.NextBytes(piece);
                return piece;
            });

            // A line end closes any open sequence, so the last line must be there whatever came before it.
            var shown = await ShowAsync([.. pieces, "\nR1#"u8.ToArray()]);

            Assert.EndsWith("\nR1#", shown, StringComparison.Ordinal);
            Assert.InRange(shown.Length, 4, 2 * Terminal.WindowLength + 4);
        }
    }

    [Fact]
    public async Task Only_what_came_after_the_last_line_sent_is_fresh()
    {
        var stream = new PiecesStream(["R1>"u8.ToArray(), "\b\b\benable\r\nPassword: "u8.ToArray()]);
        var terminal = new Terminal(stream);
        await terminal.ReadAsync(TimeProvider.System, CancellationToken.None);
        Assert.Equal("R1>", terminal.Fresh.ToString());

        await terminal.SendLineAsync("enable", "\n", CancellationToken.None);
        Assert.Equal(string.Empty, terminal.Fresh.ToString());

        await terminal.ReadAsync(TimeProvider.System, CancellationToken.None);
        Assert.Equal("enable\nPassword: ", terminal.Fresh.ToString());
        Assert.Equal("R1>enable\nPassword:", terminal.LastWords());
        Assert.Equal("enable\n", stream.Written);
    }

    [Fact]
    public async Task A_secret_is_not_quoted_even_where_the_quotation_is_cut()
    {
        var secret = new Secret("correct-horse-battery");
        for (var tail = 215; tail < 250; tail++)
        {
            var text = $"you typed {secret.Reveal()}{new string('.', tail)}";
            var terminal = new Terminal(new PiecesStream([Encoding.UTF8.GetBytes(text)])) { Secrets = [secret] };
            await terminal.ReadAsync(TimeProvider.System, CancellationToken.None);

            Assert.DoesNotContain("y.", terminal.LastWords(), StringComparison.Ordinal);
        }
    }

    private static async Task<string> ShowAsync(params byte[][] pieces)
    {
        var terminal = new Terminal(new PiecesStream(pieces));
        while (await terminal.ReadAsync(TimeProvider.System, CancellationToken.None) is not Arrival.Closed)
        {
            // All of it.
        }

        return terminal.Fresh.ToString();
    }

    private sealed class PiecesStream(IEnumerable<byte[]> pieces) : IByteStream
    {
        private readonly Queue<byte[]> _pieces = new(pieces);

        public string Written { get; private set; } = string.Empty;

        public ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
        {
            if (!_pieces.TryDequeue(out var piece))
            {
                return ValueTask.FromResult(0);
            }

            var count = Math.Min(piece.Length, buffer.Length);
            piece.AsSpan(0, count).CopyTo(buffer.Span);
            return ValueTask.FromResult(count);
        }

        public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
        {
            Written += Encoding.UTF8.GetString(bytes.Span);
            return ValueTask.CompletedTask;
        }
    }
}
