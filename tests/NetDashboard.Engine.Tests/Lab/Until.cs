using System.Diagnostics;

namespace NetDashboard.Engine.Tests.Lab;

/// <summary>Waits for what must come true soon.</summary>
internal static class Until
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_step = TimeSpan.FromMilliseconds(10);

    public static async Task TrueAsync(Func<bool> condition, Func<string> otherwise)
    {
        var clock = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(clock.Elapsed < s_limit, otherwise());
            await Task.Delay(s_step);
        }
    }
}
