using System.Globalization;
using NetDashboard.Engine.Tests.Lab;
using NetDashboard.Engine.Tests.Scanning;
using NetDashboard.Lab;
using NetDashboard.Lab.Devices;
using NetDashboard.Probing;

namespace NetDashboard.Engine.Tests.Probing;

/// <summary>Devices that say what could harm whoever shows it; what comes out of the engine cannot.</summary>
public sealed class HostileDeviceTests
{
    [Fact]
    public async Task Whatever_500_devices_say_comes_out_visible_and_bounded()
    {
        await using var fleet = await SimulatedFleet.StartAsync(Fleets.Options(500) with { Mix = FleetMix.Of(DeviceBehaviour.Hostile) });

        var results = await FleetScan.RunAsync(FleetScan.InventoryOf(fleet, operation: TimeSpan.FromSeconds(60)), concurrency: 64);

        Assert.Equal(1000, results.Count);
        Assert.All(results, result => Assert.True(
            result.Verdict.Outcome is ProbeOutcome.Ok or ProbeOutcome.Limited, $"{result.Device} {result.Protocol}: {result.Verdict}"));
        foreach (var result in results)
        {
            var where = $"{result.Device} {result.Protocol}";
            AssertVisible(result.Verdict.Prompt, DeviceText.MaxLength, "", $"the prompt of {where}");
            AssertVisible(result.Verdict.Detail, DeviceText.MaxLength, "", $"the detail of {where}");
            Assert.All(result.Warnings, warning => AssertVisible(warning, DeviceText.MaxLength, "", $"a warning of {where}"));
            AssertVisible(result.Algorithms?.ServerVersion, DeviceText.MaxLength, "", $"the version of {where}");
            AssertVisible(result.Transcript!.Text, TranscriptRecorder.MaxLength, "\n\t", $"the transcript of {where}");
        }

        Assert.Contains(results, result => result.Verdict.Prompt?.Contains("<script>", StringComparison.Ordinal) is true);
        Assert.Contains(results, result => result.Verdict.Prompt?.Contains("\\u202E", StringComparison.Ordinal) is true);
        Assert.Contains(results, result => result.Verdict.Detail?.Contains("<img", StringComparison.Ordinal) is true);
        Assert.Contains(results, result => result.Transcript is { IsCut: true });
        Assert.All(
            results.Where(result => result.Device is "R1"),
            result => Assert.Equal(2, result.Transcript!.Text.Split("<img src=x onerror=alert(1)>").Length - 1));
    }

    private static void AssertVisible(string? text, int longest, string allowed, string where)
    {
        Assert.True(text is null || text.Length <= longest, $"{where} has {text?.Length} characters.");
        foreach (var c in text ?? string.Empty)
        {
            var category = char.GetUnicodeCategory(c);
            Assert.True(
                allowed.Contains(c, StringComparison.Ordinal) || category is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
                    or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned),
                $"{where} has U+{(int)c:X4}: {text}");
        }
    }
}
