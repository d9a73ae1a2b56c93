using System.Text;
using NetDashboard.Lab.Telnet;

namespace NetDashboard.Engine.Tests.Lab;

public sealed class TelnetInputTests
{
    private static readonly byte[] s_opening = [0xff, 0xfb, 0x01, 0xff, 0xfd, 0x1f];

    [Theory]
    [InlineData("abc", "abc", "")]
    [InlineData("a\u00ff\u00ffb", "a\u00ffb", "")]
    [InlineData("a\u00ff\u00fd\u0001b\u00ff\u00fb\u001fc", "abc", "")]
    [InlineData("a\u00ff\u00fd\u0005b\u00ff\u00fd\u0005", "ab", "\u00ff\u00fc\u0005")]
    [InlineData("\u00ff\u00fb\u0027x\u00ff\u00fb\u0027", "x", "\u00ff\u00fe\u0027")]
    [InlineData("a\u00ff\u00fa\u001f\u0000\u00ff\u00ff\u0050\u00ff\u00f0b", "ab", "")]
    [InlineData("a\u00ff\u00f1b", "ab", "")]
    [InlineData("\u00ff\u00fd\u00c8x", "x", "")]
    public void Commands_are_taken_out_wherever_the_bytes_are_split(string bytes, string text, string reply)
    {
        var data = Encoding.Latin1.GetBytes(bytes);
        for (var split = 0; split <= data.Length; split++)
        {
            var input = new TelnetInput(s_opening);
            var replies = new List<byte>();
            var shown = Strip(input, data[..split], replies) + Strip(input, data[split..], replies);

            Assert.Equal(text, shown);
            Assert.Equal(reply, Encoding.Latin1.GetString([.. replies]));
        }
    }

    private static string Strip(TelnetInput input, byte[] data, List<byte> replies) =>
        Encoding.Latin1.GetString(data, 0, input.Strip(data, replies));
}
