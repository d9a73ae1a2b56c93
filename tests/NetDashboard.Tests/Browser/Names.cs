using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace NetDashboard.Tests.Browser;

/// <summary>The parts of the page by the names that assistive technology uses.</summary>
internal static class Names
{
    public static ILocator StartScan(this IPage page) => page.GetByRole(AriaRole.Button, new() { Name = "Start scan" });

    public static ILocator CancelScan(this IPage page) => page.GetByRole(AriaRole.Button, new() { Name = "Cancel scan" });

    public static ILocator ResumeScan(this IPage page) => page.GetByRole(AriaRole.Button, new() { Name = "Resume scan" });

    public static ILocator RerunFailed(this IPage page) => page.GetByRole(AriaRole.Button, new() { Name = "Re-run failed" });

    public static ILocator RerunSelected(this IPage page) => page.GetByRole(AriaRole.Button, new() { Name = "Re-run selected" });

    public static ILocator Pick(this IPage page, string device) => page.Results().GetByRole(AriaRole.Checkbox, new() { Name = $"Pick {device}", Exact = true });

    public static ILocator Filter(this IPage page) => page.GetByLabel("Filter devices");

    public static ILocator Button(this IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    /// <summary>One inventory of the library.</summary>
    public static ILocator Inventory(this IPage page, string name) => page.Locator($"[data-inventory='{name}']");

    public static ILocator Upload(this IPage page) => page.GetByLabel("Upload inventory");

    public static async Task UploadAsync(this IPage page, params FilePayload[] files)
    {
        // The browser lets a script fill a disabled input, which a person cannot.
        await Expect(page.Upload()).ToBeEnabledAsync(new() { Timeout = 15_000 });
        await page.Upload().SetInputFilesAsync(files);
    }

    public static ILocator Results(this IPage page) => page.GetByRole(AriaRole.Table, new() { Name = "Scan results" });

    public static ILocator FilterResults(this IPage page) => page.GetByRole(AriaRole.Searchbox, new() { Name = "Filter results" });

    /// <summary>The rows of devices that are drawn.</summary>
    public static ILocator Rows(this IPage page) => page.Results().Locator("tr.device-row");

    public static ILocator Progress(this IPage page) => page.GetByRole(AriaRole.Progressbar, new() { Name = "Scan progress" });

    /// <summary>Cells of one device that have a status.</summary>
    public static ILocator Cells(this IPage page, string device, string status) => page.Results()
        .GetByRole(AriaRole.Row, new() { Name = device })
        .Filter(new() { Has = page.GetByRole(AriaRole.Rowheader, new() { Name = device, Exact = true }) })
        .Locator($"td[data-status={status}]");

    public static FilePayload Yaml(string name, string content) =>
        new() { Name = name, MimeType = "application/yaml", Buffer = System.Text.Encoding.UTF8.GetBytes(content) };
}
