using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace NetDashboard.Tests.Browser;

/// <summary>What axe has to say.</summary>
internal static class Accessibility
{
    /// <summary>Fails with every violation on the page as it stands, once its animations are over.</summary>
    public static async Task ExpectNoViolationsAsync(this IPage page, string what)
    {
        await page.EvaluateAsync("() => Promise.all(document.getAnimations().filter(a => a.effect.getComputedTiming().iterations !== Infinity).map(a => a.finished))");
        var result = await page.RunAxe();
        Assert.True(
            result.Violations.Length == 0,
            $"On {what}: " + string.Join("; ", result.Violations.Select(v => $"{v.Id}: {v.Help} at {string.Join(", ", v.Nodes.Take(3).Select(node => node.Html))}")));
    }
}
