namespace NetDashboard.Tests.Live;

/// <summary>Waiting for something another thread does.</summary>
internal static class Wait
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    public static async Task UntilAsync(Func<bool> condition, string otherwise)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(since) < s_patience, otherwise);
            await Task.Delay(1);
        }
    }
}
