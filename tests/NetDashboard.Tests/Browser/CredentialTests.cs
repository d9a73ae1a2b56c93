using Microsoft.Playwright;
using NetDashboard.Inventory;
using NetDashboard.Tests.Hosting;
using NetDashboard.Tests.Live;
using static Microsoft.Playwright.Assertions;

namespace NetDashboard.Tests.Browser;

/// <summary>Secrets that are typed into the pages: they go in and never come back.</summary>
public sealed class CredentialTests(Chromium chromium) : DashboardTest(chromium)
{
    private const string Canary = "canary-9c4d/+ü";

    [Fact]
    public async Task A_credential_goes_in_and_none_of_its_secrets_ever_comes_back()
    {
        await using var browser = await Chromium.OpenAsync(Dashboard.Url);
        var page = browser.Page;
        var frames = new FrameLog(page);
        await OpenAsync(page);

        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("campus");
        await page.GetByLabel("User name").FillAsync("netops");
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(Canary + "-1");
        await page.GetByLabel("Enable secret", new() { Exact = true }).FillAsync(Canary + "-2");
        await page.Button("Add credential").ClickAsync();

        await Expect(Row(page, "campus")).ToContainTextAsync("netops");
        await Expect(Row(page, "campus").GetByText("set", new() { Exact = true })).ToHaveCountAsync(2);
        await Expect(page.GetByLabel("Password", new() { Exact = true })).ToHaveValueAsync(string.Empty);

        await page.Button("Change campus").ClickAsync();
        await Expect(page.Button("Save changes")).ToBeVisibleAsync(); // What is typed before the form has changed is overwritten.
        await page.GetByLabel("User name").FillAsync("netadmin");
        await page.GetByLabel("Enable secret", new() { Exact = true }).FillAsync(Canary + "-3");
        await page.Button("Save changes").ClickAsync();
        await Expect(Row(page, "campus")).ToContainTextAsync("netadmin");
        await OpenAsync(page);
        await Expect(Row(page, "campus")).ToContainTextAsync("netadmin");

        var kept = Dashboard.Credentials.Find("campus")!;
        Assert.Equal(("netadmin", new Secret(Canary + "-1"), new Secret(Canary + "-3")), (kept.UserName, kept.Password, kept.EnableSecret));
        await ExpectHiddenAsync(page, frames);

        await page.Button("Change campus").ClickAsync();
        await Expect(page.Button("Save changes")).ToBeVisibleAsync(); // What is typed before the form has changed is overwritten.
        await page.GetByText("Remove the enable secret").ClickAsync();
        await page.Button("Save changes").ClickAsync();
        await Expect(Row(page, "campus").GetByText("set", new() { Exact = true })).ToHaveCountAsync(1);

        await page.Button("Remove campus").ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Remove campus" }).ClickAsync();
        await Expect(page.GetByText("No credentials yet.")).ToBeVisibleAsync();
        Assert.Empty(Dashboard.Credentials.List());
        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public async Task A_name_that_is_taken_or_is_none_is_refused_in_words()
    {
        Dashboard.Credentials.Save("campus", "netops", new Secret(Canary));
        await using var browser = await Chromium.OpenAsync(Dashboard.Url);
        var page = browser.Page;
        await OpenAsync(page);

        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("campus");
        await page.Button("Add credential").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("There is a credential campus already.");

        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("not a name");
        await page.Button("Add credential").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("1 to 64 characters");
    }

    [Fact]
    public async Task What_is_asked_at_scan_time_is_asked_used_once_and_forgotten()
    {
        Dashboard.Write("asks.yaml", "- host: sw-1\n  auth_username: admin\n  auth_password: ${ask:campus}\n  auth_strict_key: false\n  transport: asyncssh\n");
        await using var browser = await Chromium.OpenAsync(Dashboard.Url);
        var page = browser.Page;
        var frames = new FrameLog(page);
        await page.ReloadAsync();
        await browser.WhenConnectedAsync();
        await Expect(page.GetByText("Answer what is asked for this scan.")).ToBeVisibleAsync();
        await Expect(page.StartScan()).ToBeDisabledAsync();

        var field = page.GetByLabel("campus", new() { Exact = true });
        await Expect(field).ToHaveAttributeAsync("type", "password");
        await field.FillAsync(Canary);
        await page.StartScan().ClickAsync();

        await Expect(page.Cells("sw-1", "waiting")).ToHaveCountAsync(1);
        Assert.Equal(Canary, Assert.Single(Scanner.Plans).Credentials.Values.Single().Password!.Reveal());
        await Expect(field).ToHaveValueAsync(string.Empty);
        Scanner.Give(Made.Failed("sw-1"));
        Scanner.End();
        await Expect(page.GetByText("Answer what is asked for this scan.")).ToBeVisibleAsync();
        await ExpectHiddenAsync(page, frames);

        // The scan itself goes on knowing it.
        await page.RerunFailed().ClickAsync();
        await Wait.UntilAsync(() => Scanner.Plans.Count == 2, "Nothing was re-run.");
        Assert.Equal(Canary, Scanner.Plans.Last().Credentials.Values.Single().Password!.Reveal());
    }

    [Theory, InlineData(ColorScheme.Light), InlineData(ColorScheme.Dark)]
    public async Task Axe_finds_nothing_in_any_state(ColorScheme colors)
    {
        Dashboard.Write("asks.yaml", "- host: sw-1\n  site: ams\n  tags: [core]\n  auth_username: admin\n  auth_password: ${ask:campus}\n  auth_strict_key: false\n  transport: asyncssh\n");
        await using var browser = await Chromium.OpenAsync(Dashboard.Url, colors);
        var page = browser.Page;
        await Expect(page.GetByLabel("campus", new() { Exact = true })).ToBeVisibleAsync();
        await page.Filter().FillAsync("site=");
        await Expect(page.GetByText("The filter is wrong at column 6")).ToBeVisibleAsync();
        await page.ExpectNoViolationsAsync("a start form with questions and a wrong filter");

        await OpenAsync(page);
        await page.ExpectNoViolationsAsync("the empty credentials page");
        Dashboard.Credentials.Save("campus", "netops", new Secret(Canary), null, "/etc/keys/id", new Secret(Canary));
        await Expect(Row(page, "campus")).ToBeVisibleAsync();
        await page.Button("Change campus").ClickAsync();
        await Expect(page.Button("Save changes")).ToBeVisibleAsync(); // What is typed before the form has changed is overwritten.
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Change campus" })).ToBeVisibleAsync();
        await page.ExpectNoViolationsAsync("a credential being changed");
        await page.Button("Remove campus").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await page.ExpectNoViolationsAsync("the question whether to remove");
    }

    private static ILocator Row(IPage page, string name) => page.Locator($"[data-credential='{name}']");

    private static async Task OpenAsync(IPage page)
    {
        await page.GotoAsync("/credentials");
        await Expect(page.Button("Add credential")).ToBeEnabledAsync();
    }

    private static async Task ExpectHiddenAsync(IPage page, FrameLog frames)
    {
        Assert.NotEqual(0, frames.Received);
        Assert.Empty(frames.Find(Canary));
        var html = await page.ContentAsync();
        Assert.All(FrameLog.Disguises(Canary), disguise => Assert.DoesNotContain(disguise.Value, html, StringComparison.Ordinal));
    }
}
