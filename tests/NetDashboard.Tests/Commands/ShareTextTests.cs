using NetDashboard.Commands;
using NetDashboard.Storage.ShareLinks;
using QRCoder;

namespace NetDashboard.Tests.Commands;

/// <summary>What is written on the command line of <c>share</c>, and what it draws.</summary>
public sealed class ShareTextTests
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 23, 14, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("30d", "2026-12-23T14:00:00Z")]
    [InlineData("12h", "2026-11-24T02:00:00Z")]
    [InlineData("2W", "2026-12-07T14:00:00Z")]
    [InlineData("1y", "2027-11-23T14:00:00Z")]
    [InlineData("2026-12-31", "2027-01-01T00:00:00Z")]
    [InlineData("never", null)]
    public void An_end_is_a_span_a_last_day_or_never(string text, string? expected)
    {
        Assert.True(LinkEnd.TryParse(text, s_now, out var end), "It cannot be read.");
        Assert.Equal(expected is null ? null : DateTimeOffset.Parse(expected), end);
    }

    [Theory]
    [InlineData("")]
    [InlineData("d")]
    [InlineData("0d")]
    [InlineData("-1d")]
    [InlineData("30")]
    [InlineData("30 d")]
    [InlineData("101y")]
    [InlineData("99999999999d")]
    [InlineData("2026-13-01")]
    [InlineData("9999-12-31")]
    [InlineData("tomorrow")]
    public void Anything_else_is_no_end(string text) => Assert.False(LinkEnd.TryParse(text, s_now, out _), "It was read.");

    [Theory]
    [InlineData("dark", "dark")]
    [InlineData("light", "light")]
    [InlineData("0-24", "0-24")]
    [InlineData("19-7", "19-7")]
    [InlineData("7-25", null)]
    [InlineData("7", null)]
    [InlineData("-7-19", null)]
    public void A_theme_is_dark_or_light_or_two_hours(string text, string? expected)
    {
        var plan = LinkTheme.Apply(text, new WallPlan { Views = [] });
        Assert.Equal(expected, plan is null ? null : LinkTheme.Of(plan));
    }

    [Fact]
    public void A_code_on_a_terminal_has_every_module_and_four_of_white_around_them()
    {
        const string Text = "http://noc.example:5081/wall/0123456789012345678901234567890123456789abc";
        using var expected = QRCodeGenerator.GenerateQrCode(Text, QRCodeGenerator.ECCLevel.L);
        var lines = TerminalQr.Draw(Text).TrimEnd('\n').Split('\n').Select(line => line.Replace("\u001b[30;107m", string.Empty, StringComparison.Ordinal).Replace("\u001b[0m", string.Empty, StringComparison.Ordinal)).ToArray();
        var size = lines[0].Length;
        Assert.Equal(expected.ModuleMatrix.Count, size);
        for (var y = 0; y < size; y++)
        {
            for (var x = 0; x < size; x++)
            {
                var isBlack = lines[y / 2][x] is '█' || lines[y / 2][x] == (y % 2 == 0 ? '▀' : '▄');
                Assert.True(isBlack == expected.ModuleMatrix[y][x] && !(isBlack && (x < 4 || y < 4 || x >= size - 4 || y >= size - 4)), $"At {x}, {y}.");
            }
        }
    }
}
