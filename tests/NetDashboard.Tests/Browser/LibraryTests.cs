using System.Text;
using Microsoft.Playwright;
using NetDashboard.Tests.Hosting;
using static Microsoft.Playwright.Assertions;

namespace NetDashboard.Tests.Browser;

/// <summary>The library of inventories in a real browser.</summary>
public sealed class LibraryTests(Chromium chromium) : DashboardTest(chromium)
{
    private const string Canary = "canary-5b1e/+ü";

    [Fact]
    public async Task A_dropped_inventory_is_shown_accepted_and_scanned()
    {
        await using var browser = await OpenAsync();
        var page = browser.Page;

        await page.EvaluateAsync(
            """
            ([name, text]) => {
              const data = new DataTransfer();
              data.items.add(new File([text], name, { type: 'application/yaml' }));
              document.querySelector('[data-drop-zone] p').dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: data }));
            }
            """,
            new[] { "core.yaml", Yaml("sw-1", "sw-2") });

        var rows = page.GetByRole(AriaRole.Table, new() { Name = "First devices" });
        await Expect(rows.GetByRole(AriaRole.Row, new() { Name = "sw-2" })).ToContainTextAsync("SSH");
        await Expect(rows.GetByRole(AriaRole.Row, new() { Name = "sw-1" })).ToContainTextAsync("ams");
        await Expect(page.GetByLabel("Name", new() { Exact = true })).ToHaveValueAsync("core.yaml");
        await Expect(page.GetByLabel("Format", new() { Exact = true }).Locator("option:checked")).ToContainTextAsync("recognised");
        Assert.Empty(Dashboard.Library.List());

        await page.Button("Accept inventory").ClickAsync();
        await Expect(page.GetByText("core.yaml was accepted: 2 devices.")).ToBeVisibleAsync();
        await Expect(page.Inventory("core.yaml")).ToContainTextAsync("SSH 2");
        await Expect(page.Inventory("core.yaml")).ToContainTextAsync("Upload");

        await page.GetByRole(AriaRole.Link, new() { Name = "Live scan" }).ClickAsync();
        await page.StartScan().ClickAsync();
        await Expect(page.Cells("sw-2", "waiting")).ToHaveCountAsync(1);
        Assert.DoesNotContain(Canary, await page.ContentAsync(), StringComparison.Ordinal);
        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public async Task A_file_dropped_beside_the_zone_does_not_replace_the_page()
    {
        await using var browser = await OpenAsync();

        var wasRefused = await browser.Page.EvaluateAsync<bool>(
            """
            () => {
              const data = new DataTransfer();
              data.items.add(new File(['- host: sw-1'], 'core.yaml'));
              return !document.querySelector('h1').dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: data }));
            }
            """);

        Assert.True(wasRefused, "The browser would have opened the file in place of the page.");
    }

    [Fact]
    public async Task The_three_files_of_a_Nornir_inventory_come_together_and_more_are_refused_in_words()
    {
        await using var browser = await OpenAsync();
        var page = browser.Page;

        await page.UploadAsync([.. Enumerable.Range(1, 11).Select(i => Names.Yaml($"{i}.yaml", Yaml("sw-1")))]);
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("11 files were given; at most 10 make one inventory");

        await page.UploadAsync(Names.Yaml("1.yaml", Yaml("sw-1")), Names.Yaml("2.yaml", Yaml("sw-2")));
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Several files are taken in together only when");
        await page.Button("Discard").ClickAsync();

        await page.UploadAsync(
            Names.Yaml("hosts.yaml", "r1: {hostname: 192.0.2.1, groups: [ams]}\nr2: {hostname: 192.0.2.2, groups: [ams]}\n"),
            Names.Yaml("groups.yaml", $"ams:\n  username: euro\n  password: {Canary}\n"),
            Names.Yaml("defaults.yaml", "platform: ios\n"));
        await page.Button("Accept inventory").ClickAsync();
        await Expect(page.Inventory("hosts.yaml")).ToContainTextAsync("SSH 2");
    }

    [Fact]
    public async Task A_preview_can_be_discarded_and_nothing_is_kept()
    {
        await using var browser = await OpenAsync();
        var page = browser.Page;
        await page.UploadAsync(Names.Yaml("core.yaml", Yaml("sw-1")));

        await page.Button("Discard").ClickAsync();

        await Expect(page.Upload()).ToBeEnabledAsync();
        Assert.Empty(Dashboard.Library.List());
    }

    [Fact]
    public async Task An_upload_with_errors_shows_them_and_cannot_be_accepted()
    {
        await using var browser = await OpenAsync();
        var page = browser.Page;

        await page.UploadAsync(Names.Yaml("core.yaml", Yaml("sw-1") + "  port: 99999\n"));

        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("core.yaml:7:9");
        await Expect(page.Button("Accept inventory")).ToBeDisabledAsync();
    }

    [Fact]
    public async Task Ten_megabytes_and_more_are_refused_in_words()
    {
        await using var browser = await OpenAsync();

        await browser.Page.UploadAsync(Names.Yaml("huge.yaml", new string('#', (10 * 1024 * 1024) + 1)));

        await Expect(browser.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("an inventory may have 10 MB");
    }

    [Fact]
    public async Task Ten_thousand_devices_are_previewed_again_and_again()
    {
        // How soon is measured by the benchmark inventory-page.
        var large = Names.Yaml("campus.yaml", Yaml([.. Enumerable.Range(0, 10_000).Select(i => $"sw-{i}.campus.example")]));
        await using var browser = await OpenAsync();
        var page = browser.Page;
        for (var times = 0; times < 2; times++)
        {
            await page.UploadAsync(large);
            await page.GetByText("and 9990 more").WaitForAsync(new() { Timeout = 60_000 });
            await page.Button("Discard").ClickAsync();
        }

        Assert.Empty(Dashboard.Library.List());
    }

    [Fact]
    public async Task A_broken_edit_shows_its_finding_while_the_last_good_version_stays_usable()
    {
        Dashboard.Write("core.yaml", Yaml("sw-1", "sw-2"));
        await using var browser = await OpenAsync();
        await using var other = await OpenAsync();
        var page = browser.Page;
        await Expect(page.Inventory("core.yaml")).ToContainTextAsync("SSH 2");

        Dashboard.Write("core.yaml", Yaml("sw-1", "sw-2") + "  port: 99999\n");

        foreach (var seen in new[] { page, other.Page })
        {
            await Expect(seen.Inventory("core.yaml")).ToContainTextAsync("Last good version of");
            await Expect(seen.Inventory("core.yaml")).ToContainTextAsync("1 error");
        }

        await page.Inventory("core.yaml").GetByRole(AriaRole.Button, new() { Name = "1 error" }).ClickAsync();
        await Expect(page.Inventory("core.yaml")).ToContainTextAsync("core.yaml:13:9");

        await page.GetByRole(AriaRole.Link, new() { Name = "Live scan" }).ClickAsync();
        await page.StartScan().ClickAsync();
        await Expect(page.Cells("sw-2", "waiting")).ToHaveCountAsync(1);

        Dashboard.Write("core.yaml", Yaml("sw-1", "sw-2", "sw-3"));
        await Expect(other.Page.Inventory("core.yaml")).ToContainTextAsync("SSH 3");
        await Expect(other.Page.Inventory("core.yaml")).Not.ToContainTextAsync("Last good version");
        await other.Page.Inventory("core.yaml").GetByRole(AriaRole.Button, new() { Name = "What changed" }).ClickAsync();
        await Expect(other.Page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("sw-3");
        Assert.DoesNotContain(Canary, await other.Page.ContentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_upload_can_be_renamed_replaced_downloaded_and_deleted()
    {
        await using var browser = await OpenAsync();
        var page = browser.Page;
        await AcceptAsync(page, "core.yaml", Yaml("sw-1", "sw-2"));

        await page.Button("Rename core.yaml").ClickAsync();
        await page.GetByLabel("New name").FillAsync("campus.yaml");
        await page.Button("Rename").ClickAsync();
        await Expect(page.Inventory("campus.yaml")).ToContainTextAsync("SSH 2");
        await Expect(page.Inventory("core.yaml")).ToHaveCountAsync(0);

        // The same name asks.
        await page.UploadAsync(Names.Yaml("campus.yaml", Yaml("sw-2", "sw-3")));
        await Expect(page.GetByText("There is an upload campus.yaml already.")).ToBeVisibleAsync();
        await Expect(page.Locator(".preview")).ToContainTextAsync("Added: 1 device");
        await page.Button("Accept inventory").ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Replace campus.yaml" }).ClickAsync();
        await Expect(page.GetByText("campus.yaml was accepted: 2 devices.")).ToBeVisibleAsync();

        // On purpose it does not.
        await page.Button("Replace campus.yaml").ClickAsync();
        await page.UploadAsync(Names.Yaml("other.yaml", Yaml("sw-2", "sw-3", "sw-4")));
        await page.Button("Accept inventory").ClickAsync();
        await Expect(page.Inventory("campus.yaml")).ToContainTextAsync("SSH 3");
        await page.Button("What changed campus.yaml").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("Added: 1 device");
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);

        var download = await page.RunAndWaitForDownloadAsync(() => page.Inventory("campus.yaml").GetByRole(AriaRole.Link, new() { Name = "Download" }).ClickAsync());
        Assert.Equal("campus.yaml", download.SuggestedFilename);
        var text = await File.ReadAllTextAsync(await download.PathAsync());
        Assert.Contains("sw-4", text, StringComparison.Ordinal);
        Assert.Contains("${secret:", text, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, text, StringComparison.Ordinal);

        await page.Button("Delete campus.yaml").ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await Expect(page.Inventory("campus.yaml")).ToHaveCountAsync(1);
        await page.Button("Delete campus.yaml").ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Delete campus.yaml" }).ClickAsync();
        await Expect(page.Inventory("campus.yaml")).ToHaveCountAsync(0);
        await Expect(page.GetByText("campus.yaml was deleted.")).ToBeVisibleAsync();
        Assert.Empty(Dashboard.Library.List());
        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_read_is_said_in_words()
    {
        Directory.Delete(Dashboard.Inventories);
        await File.WriteAllTextAsync(Dashboard.Inventories, "a file where a folder should be");
        await using var browser = await OpenAsync();

        await Expect(browser.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("is a file where the folder of inventories should be");
        File.Delete(Dashboard.Inventories);
    }

    [Theory, InlineData(ColorScheme.Light), InlineData(ColorScheme.Dark)]
    public async Task Axe_finds_nothing_in_any_state(ColorScheme colors)
    {
        await using var browser = await OpenAsync(colors);
        var page = browser.Page;
        await page.ExpectNoViolationsAsync("the empty library");

        await page.UploadAsync(Names.Yaml("bad.yaml", Yaml("sw-1") + "  port: 99999\n"));
        await Expect(page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await page.ExpectNoViolationsAsync("a preview with errors");
        await page.Button("Discard").ClickAsync();

        await AcceptAsync(page, "core.yaml", Yaml("sw-1", "sw-2"));
        Dashboard.Write("edge.yaml", Yaml("sw-5"));
        await Expect(page.Inventory("edge.yaml")).ToContainTextAsync("SSH 1");
        Dashboard.Write("edge.yaml", Yaml("sw-5") + "  port: 99999\n");
        await Expect(page.Inventory("edge.yaml")).ToContainTextAsync("Last good version of");
        await page.Inventory("edge.yaml").GetByRole(AriaRole.Button, new() { Name = "1 error" }).ClickAsync();
        await page.ExpectNoViolationsAsync("the library with a broken file");

        await page.UploadAsync(Names.Yaml("core.yaml", Yaml("sw-2", "sw-3")));
        await Expect(page.GetByText("There is an upload core.yaml already.")).ToBeVisibleAsync();
        await page.ExpectNoViolationsAsync("a preview");
        await page.Button("Accept inventory").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await page.ExpectNoViolationsAsync("the question whether to replace");
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Replace core.yaml" }).ClickAsync();
        await Expect(page.GetByText("core.yaml was accepted")).ToBeVisibleAsync();

        await page.Button("What changed core.yaml").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("Added: 1 device");
        await page.ExpectNoViolationsAsync("a difference");
    }

    private static string Yaml(params string[] hosts)
    {
        var yaml = new StringBuilder();
        foreach (var host in hosts)
        {
            yaml.Append("- host: ").Append(host).Append("\n  site: ams\n  auth_username: admin\n  auth_password: \"").Append(Canary)
                .Append("\"\n  auth_strict_key: false\n  transport: asyncssh\n");
        }

        return yaml.ToString();
    }

    private static async Task AcceptAsync(IPage page, string name, string content)
    {
        await page.UploadAsync(Names.Yaml(name, content));
        await page.Button("Accept inventory").ClickAsync();
        await Expect(page.GetByText($"{name} was accepted")).ToBeVisibleAsync();
    }

    private async Task<WatchedPage> OpenAsync(ColorScheme colors = ColorScheme.Light)
    {
        var browser = await Chromium.OpenAsync(Dashboard.Url, colors, path: "/inventories");
        await browser.WhenConnectedAsync();
        return browser;
    }
}
