using Microsoft.Playwright;
using NetDashboard.Live;
using NetDashboard.Probing;
using NetDashboard.Tests.Hosting;
using NetDashboard.Tests.Live;
using static Microsoft.Playwright.Assertions;

namespace NetDashboard.Tests.Browser;

/// <summary>That nothing moves away under the viewer: neither the table, nor the focus, nor the view behind a link.</summary>
public sealed class StayingTests(Chromium chromium) : IClassFixture<Chromium>
{
    private static readonly ProbeFailure[] s_reasons =
        [ProbeFailure.ConnectTimeout, ProbeFailure.ConnectionRefused, ProbeFailure.BannerTimeout, ProbeFailure.PromptTimeout, ProbeFailure.HostKeyChanged, ProbeFailure.NoLoginPrompt];

    private readonly HandScanner _scanner = new();

    [Theory]
    [InlineData(360)]
    [InlineData(1280)]
    public async Task The_table_stays_in_its_place_from_the_first_failure_to_the_end_of_the_scan(int width)
    {
        await using var dashboard = new Dashboard(scanner: _scanner).Listen();
        var board = await StartAsync(dashboard, 8);
        await using var browser = await chromium.OpenAsync(dashboard.Url, width: width, path: $"/scans/{board.Id}");
        var page = browser.Page;
        await Expect(page.FilterResults()).ToBeEnabledAsync();
        var before = await TopAsync(page);

        var plan = _scanner.Plans.Single();
        for (var i = 0; i < plan.Items.Length; i++)
        {
            _scanner.Give(Made.Of(plan.Items[i], i < s_reasons.Length ? ProbeVerdict.Failed(s_reasons[i], "why") : ProbeVerdict.Ok("R1#")));
            if (i == 0)
            {
                await Expect(page.Locator(".reason-group")).ToHaveCountAsync(1);
                Assert.Equal(before, await TopAsync(page));
            }
        }

        await Expect(page.Button("Show 2 more reasons")).ToBeVisibleAsync();
        Assert.Equal(before, await TopAsync(page));
        _scanner.End();
        await Expect(page.Progress()).ToHaveAttributeAsync("data-state", "completed");
        await Expect(page.Locator(".story-pace")).ToHaveCountAsync(0);
        Assert.Equal(before, await TopAsync(page));
        Assert.Equal(0, await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth"));
        await page.ExpectNoViolationsAsync("the story in one row");
    }

    [Fact]
    public async Task The_focus_goes_to_the_filter_when_the_key_pressed_takes_its_button_away()
    {
        await using var dashboard = new Dashboard(scanner: _scanner).Listen();
        var board = await StartAsync(dashboard, 8);
        await using var browser = await chromium.OpenAsync(dashboard.Url, path: $"/scans/{board.Id}?status=waiting&q=sw-1");
        var page = browser.Page;
        await Expect(page.FilterResults()).ToBeEnabledAsync();

        await page.Locator(".chip").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.FilterResults()).ToBeFocusedAsync();
        await page.Button("Clear filter").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Rows()).ToHaveCountAsync(8);
        await Expect(page.FilterResults()).ToBeFocusedAsync();
    }

    [Fact]
    public async Task The_focus_stays_within_the_details_and_the_dialog_over_them()
    {
        await using var dashboard = new Dashboard(scanner: _scanner).Listen();
        var board = await StartAsync(dashboard, 3);
        foreach (var item in _scanner.Plans.Single().Items)
        {
            // The last control of the details is folded away.
            _scanner.Give(Made.Of(item, ProbeVerdict.Ok("R1#")) with { Transcript = new Transcript("R1#", IsCut: false) });
        }

        _scanner.End();
        await Wait.UntilAsync(() => !board.Summary.IsRunning, "The scan did not end.");
        await using var browser = await chromium.OpenAsync(dashboard.Url, path: $"/scans/{board.Id}");
        var page = browser.Page;
        await Expect(page.FilterResults()).ToBeEnabledAsync();
        await page.Button("sw-1").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".drawer")).ToBeFocusedAsync();

        await ExpectToStayAsync(page, "Tab");
        await ExpectToStayAsync(page, "Shift+Tab");

        await page.Button("Re-run over SSH With changes").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(2);
        await Expect(page.Button("Re-run 1 device")).ToBeVisibleAsync();
        await ExpectToStayAsync(page, "Tab");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(1);
        await Expect(page.Locator(".drawer")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await Expect(page.Button("sw-1")).ToBeFocusedAsync();
        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public async Task The_link_to_a_scan_shows_the_same_view()
    {
        await using var dashboard = new Dashboard(scanner: _scanner).Listen();
        var board = await StartAsync(dashboard, 20);
        await using var browser = await chromium.OpenAsync(dashboard.Url);
        var page = browser.Page;
        await Expect(page.FilterResults()).ToBeEnabledAsync();
        await page.FilterResults().FillAsync("sw-1");
        await page.Locator("th.device button").ClickAsync();

        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "link to this scan" })).ToHaveAttributeAsync("href", $"/scans/{board.Id}?q=sw-1&sort=device");
    }

    [Fact]
    public async Task The_whole_header_of_the_table_stays_in_view()
    {
        await using var dashboard = new Dashboard(scanner: _scanner).Listen();
        var board = await StartAsync(dashboard, 200);
        await using var browser = await chromium.OpenAsync(dashboard.Url, path: $"/scans/{board.Id}");
        var page = browser.Page;
        await Expect(page.FilterResults()).ToBeEnabledAsync();
        await page.EvaluateAsync("() => scrollTo(0, 3000)");

        await Expect(page.Locator("thead th.device")).ToBeInViewportAsync();
        await Expect(page.Locator("thead .pick")).ToBeInViewportAsync(new() { Ratio = 1 });
    }

    private static Task<double> TopAsync(IPage page) =>
        page.EvaluateAsync<double>("() => document.querySelector('.scan-table').getBoundingClientRect().top + scrollY");

    private static async Task ExpectToStayAsync(IPage page, string key)
    {
        for (var i = 0; i < 20; i++)
        {
            await page.Keyboard.PressAsync(key);
            var place = await page.EvaluateAsync<string?>("() => document.activeElement.closest('[role=dialog]') === [...document.querySelectorAll('[role=dialog]')].at(-1) ? null : document.activeElement.outerHTML.slice(0, 100)");
            Assert.True(place is null, $"After {i + 1} times {key} the focus is at {place}.");
        }
    }

    private async Task<ScanBoard> StartAsync(Dashboard dashboard, int devices)
    {
        Assert.True(dashboard.Scans.TryStart(Made.Inventory([.. Enumerable.Range(0, devices).Select(i => $"sw-{i}")]), "campus.yaml", out var board), "The scan did not start.");
        await Wait.UntilAsync(() => _scanner.Plans.Count == 1, "The scanner was not asked.");
        return board;
    }
}
