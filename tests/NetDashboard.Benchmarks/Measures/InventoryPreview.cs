using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.Playwright;
using NetDashboard.Benchmarks.Page;
using NetDashboard.Tests.Hosting;

namespace NetDashboard.Benchmarks.Measures;

/// <summary>The library in a browser: how soon an uploaded inventory is shown for a decision, and how soon a broken edit shows.</summary>
internal sealed class InventoryPreview : IBenchmark
{
    private const int Devices = 10_000;

    // Parts of a file that is sent are larger; what else a page sends is not.
    private const int PartOfFile = 4_096;

    public string Name => "inventory-page";

    public string Description => "The page /inventories in Chromium: the preview of 10,000 devices, and a broken edit of a watched file of 10,000.";

    public string Bound => "preview within 1 s of the upload's end, finding within 2 s of the edit";

    public async IAsyncEnumerable<Figure> MeasureAsync(BenchmarkRun run, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Environment.SetEnvironmentVariable("Logging__LogLevel__Default", "Error");
        var yaml = MakeInventory();
        await using var browser = await Browser.StartAsync();
        await using var dashboard = new Dashboard().Listen();
        var page = await browser.OpenAsync($"{dashboard.Url}/inventories", height: 900, page => new SentFrames(page));
        await using var context = page.Page.Context;

        var previews = await run.RepeatAsync("preview", () => PreviewAsync(page.Page, page.Watch, yaml), time => $"{time:0} ms");
        yield return new("end of the upload to preview", "ms", [.. previews], Limit.AtMost(1_000, Statistic.Maximum), $"{yaml.Length / 1e6:0.0} MB of YAML");

        var edits = await run.RepeatAsync("broken edit", () => BreakAsync(page.Page, dashboard, yaml), time => $"{time:0} ms");
        yield return new("broken edit of a watched file to its finding", "ms", [.. edits], Limit.AtMost(2_000, Statistic.Maximum));
    }

    private static async Task<double> PreviewAsync(IPage page, SentFrames frames, string yaml)
    {
        var input = page.Locator("input[type=file]:enabled");
        await input.WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await input.SetInputFilesAsync(new FilePayload { Name = "campus.yaml", MimeType = "application/yaml", Buffer = Encoding.UTF8.GetBytes(yaml) });
        await page.GetByText($"and {Devices - 10} more").WaitForAsync(new() { Timeout = 60_000 });
        var time = PacedScanner.Now - frames.LastAbove(PartOfFile);
        await page.GetByRole(AriaRole.Button, new() { Name = "Discard", Exact = true }).ClickAsync();
        return time;
    }

    private static async Task<double> BreakAsync(IPage page, Dashboard dashboard, string yaml)
    {
        var row = page.Locator("[data-inventory='edited.yaml']");
        dashboard.Write("edited.yaml", yaml);
        await row.GetByText($"SSH {Devices}").WaitForAsync(new() { Timeout = 60_000 });
        await row.GetByText("Last good version of").WaitForAsync(new() { State = WaitForSelectorState.Detached, Timeout = 60_000 });
        dashboard.Write("edited.yaml", yaml + "  port: 99999\n");
        var since = PacedScanner.Now;
        await row.GetByText("Last good version of").WaitForAsync(new() { Timeout = 60_000 });
        return PacedScanner.Now - since;
    }

    private static string MakeInventory()
    {
        var yaml = new StringBuilder();
        for (var i = 0; i < Devices; i++)
        {
            yaml.Append($"- host: sw-{i}.campus.example\n  auth_username: admin\n  auth_password: secret\n  auth_strict_key: false\n  platform: cisco_iosxe\n  transport: asyncssh\n");
        }

        return yaml.ToString();
    }
}
