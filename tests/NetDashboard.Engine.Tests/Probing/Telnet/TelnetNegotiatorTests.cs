using System.Text;
using NetDashboard.Probing;
using NetDashboard.Probing.Telnet;

namespace NetDashboard.Engine.Tests.Probing.Telnet;

public sealed class TelnetNegotiatorTests
{
    public static TheoryData<string, string, string> Exchanges => new()
    {
        { "suppress go-ahead is agreed to", "fffd03", "fffb03" },
        { "echo and go-ahead by the device are agreed to", "fffb01fffb03", "fffd01fffd03" },
        { "terminal type, window size and linemode are refused", "fffd18fffd1ffffd22", "fffc18fffc1ffffc22" },
        { "other offers are refused", "fffb05fffb26", "fffe05fffe26" },
        { "a stop is confirmed", "fffe22fffc05", "fffc22fffe05" },
        { "the same question twice has one answer", "fffd18fffd18fffb01fffb01", "fffc18fffd01" },
        { "a change of mind is followed", "fffd03fffe03fffd03", "fffb03fffc03fffb03" },
        { "sub-negotiation is skipped, doubled 255 and all", "fffa18ff" + "ff01fff0", "" },
        { "other commands are skipped", "fff1fff9fff2", "" },
    };

    [Theory]
    [MemberData(nameof(Exchanges))]
    public void Options_are_answered_wherever_the_pieces_are_cut(string what, string sent, string answer)
    {
        var bytes = Convert.FromHexString(sent);
        for (var cut = 0; cut <= bytes.Length; cut++)
        {
            var (text, replies) = Run(bytes[..cut], bytes[cut..]);
            Assert.True(answer == replies && text.Length == 0, $"{what}, cut at {cut}: answered '{replies}', left '{text}'");
        }
    }

    [Fact]
    public void Text_between_commands_is_kept_and_a_doubled_255_is_one()
    {
        var (text, replies) = Run([.. "a"u8, 255, 251, 1, .. "login"u8, 255, 255, .. ": "u8]);

        Assert.Equal("alogin\u00ff: ", text);
        Assert.Equal("fffd01", replies);
    }

    [Fact]
    public void Noise_is_survived_and_answered_within_bounds()
    {
        var random = new Random(857858);
        for (var round = 0; round < 2000; round++)
        {
            // Mostly commands, so that the noise gets somewhere.
            var noise = Enumerable.Range(0, random.Next(400))
                .Select(_ => random.Next(3) == 0 ? (byte)255 : (byte)random.Next(random.Next(2) == 0 ? 240 : 0, 256))
                .ToArray();
            var whole = TryRun([noise]);
            var pieces = TryRun([.. noise.Chunk(random.Next(1, 9))]);

            Assert.Equal(whole, pieces);
            Assert.InRange(whole.Replies.Length / 2, 0, 3 * TelnetNegotiator.MaxCommands);
        }
    }

    [Fact]
    public void Endless_negotiation_is_a_protocol_error()
    {
        byte[] round = [255, 253, 3, 255, 254, 3];
        var e = Assert.Throws<ProbeException>(() => Run([.. Enumerable.Repeat(round, TelnetNegotiator.MaxCommands)]));
        Assert.Equal(ProbeFailure.ProtocolError, e.Failure);
    }

    [Fact]
    public void Endless_subnegotiation_is_a_protocol_error()
    {
        var e = Assert.Throws<ProbeException>(() => Run([255, 250, 24], new byte[TelnetNegotiator.MaxSubnegotiation + 1]));
        Assert.Equal(ProbeFailure.ProtocolError, e.Failure);
    }

    [Theory]
    [InlineData("admin\n", "admin\r\n")]
    [InlineData("admin\r\n", "admin\r\n")]
    [InlineData("admin\r", "admin\r\0")]
    [InlineData("\n", "\r\n")]
    [InlineData("a\u00ffb\n", "a\u00ff\u00ffb\r\n")]
    [InlineData("\n\n\r\r\n", "\r\n\r\n\r\0\r\n")]
    public void Lines_are_sent_as_a_network_virtual_terminal_sends_them(string text, string wire) =>
        Assert.Equal(wire, Encoding.Latin1.GetString(TelnetStream.Encode(Encoding.Latin1.GetBytes(text))));

    private static (string Text, string Replies) Run(params byte[][] pieces)
    {
        var negotiator = new TelnetNegotiator();
        var text = new StringBuilder();
        var replies = new StringBuilder();
        foreach (var piece in pieces)
        {
            var bytes = piece.ToArray();
            text.Append(Encoding.Latin1.GetString(bytes, 0, negotiator.Process(bytes)));
            replies.Append(Convert.ToHexStringLower(negotiator.TakeReplies()));
            Assert.False(negotiator.HasReplies);
        }

        return (text.ToString(), replies.ToString());
    }

    private static (string Text, string Replies) TryRun(byte[][] pieces)
    {
        try
        {
            return Run(pieces);
        }
        catch (ProbeException)
        {
            return ("too much", string.Empty);
        }
    }
}
