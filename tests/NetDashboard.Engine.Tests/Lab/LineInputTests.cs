using System.Text;
using NetDashboard.Lab.Cli;

namespace NetDashboard.Engine.Tests.Lab;

public sealed class LineInputTests
{
    [Theory]
    [InlineData("show\r\nnext\r\n", "show|next|", "show\r\nnext\r\n")]
    [InlineData("show\r\0next\n", "show|next|", "show\r\nnext\r\n")]
    [InlineData("\r\r", "||", "\r\n\r\n")]
    [InlineData("\n\n", "||", "\r\n\r\n")]
    [InlineData("shwo\b\bow\r", "show|", "shwo\b \b\b \bow\r\n")]
    [InlineData("\b\u007fx\r", "x|", "x\r\n")]
    [InlineData("a\u0001\u00ffb\r", "ab|", "ab\r\n")]
    public void Lines_come_out_as_a_line_editor_would_give_them(string typed, string lines, string shown)
    {
        var (result, echo) = Type(typed, echoes: true);

        Assert.Equal(lines, result);
        Assert.Equal(shown, echo);
    }

    [Fact]
    public void A_secret_is_not_shown_but_its_end_is()
    {
        Assert.Equal(("secret|", "\r\n"), Type("sx\becret\r", echoes: false));
    }

    [Fact]
    public void A_line_has_an_end_even_if_nobody_ends_it()
    {
        var (line, echo) = Type(new string('x', 600) + "\r", echoes: true);

        Assert.Equal(513, line.Length);
        Assert.EndsWith("x" + new string('\a', 88) + "\r\n", echo, StringComparison.Ordinal);
    }

    private static (string Lines, string Echo) Type(string typed, bool echoes)
    {
        var input = new LineInput();
        var echo = new StringBuilder();
        var lines = new StringBuilder();
        foreach (var letter in typed)
        {
            if (input.Type(letter, echoes, echo) is { } line)
            {
                lines.Append(line).Append('|');
            }
        }

        return (lines.ToString(), echo.ToString());
    }
}
