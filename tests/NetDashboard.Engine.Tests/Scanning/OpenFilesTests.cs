using NetDashboard.Scanning;

namespace NetDashboard.Engine.Tests.Scanning;

/// <summary>A scan keeps away from the limit of open files.</summary>
public sealed class OpenFilesTests
{
    [Theory]
    [InlineData(1024, 124, 284)]
    [InlineData(200, 100, 17)]
    [InlineData(128, 120, 1)] // Slow, but it goes on.
    [InlineData(64, 120, 1)]
    [InlineData(ulong.MaxValue, 100, int.MaxValue)] // Unlimited.
    public void As_many_devices_at_once_as_files_may_be_opened_for(ulong limit, int open, int expected) =>
        Assert.Equal(expected, OpenFiles.Fit(limit, open));

    [Fact]
    public void This_process_may_scan() => Assert.InRange(OpenFiles.DevicesThatFit(), 1, int.MaxValue);
}
