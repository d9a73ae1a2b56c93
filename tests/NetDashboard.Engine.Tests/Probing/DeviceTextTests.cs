using NetDashboard.Inventory;
using NetDashboard.Probing;

namespace NetDashboard.Engine.Tests.Probing;

/// <summary>Text from devices, made fit to be shown.</summary>
public sealed class DeviceTextTests
{
    [Fact]
    public void A_long_text_keeps_its_beginning_and_its_end()
    {
        var text = DeviceText.Clean($"What happened. {new string('x', 2000)} the device's last words");

        Assert.Equal(DeviceText.MaxLength, text.Length);
        Assert.StartsWith("What happened. xxx", text, StringComparison.Ordinal);
        Assert.Contains('…', text);
        Assert.EndsWith("xxx the device's last words", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_of_the_longest_length_is_left_whole()
    {
        var text = new string('x', DeviceText.MaxLength);

        Assert.Equal(text, DeviceText.Clean(text));
    }

    [Fact]
    public void Controls_and_marks_of_direction_are_written_out_and_lines_joined() =>
        Assert.Equal("\\u001B[31mred \\u202Etxt.exe", DeviceText.Clean("\r\n\u001b[31mred\r\n\t\u202etxt.exe  "));

    [Fact]
    public void Secrets_that_overlap_are_both_gone() => Assert.Equal(
        "*** and ***", DeviceText.Redact("open-sesame and sesame", [new Secret("sesame"), new Secret("open-sesame")]));
}
