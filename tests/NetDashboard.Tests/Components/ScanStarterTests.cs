using Microsoft.Extensions.DependencyInjection;
using NetDashboard.Components.Inventories;
using NetDashboard.Inventory.Files;
using NetDashboard.Live;
using NetDashboard.Scanning;
using NetDashboard.Tests.Components.Rendering;
using NetDashboard.Tests.Live;
using Radzen;

namespace NetDashboard.Tests.Components;

public sealed class ScanStarterTests : ComponentTest
{
    private const string Canary = "canary-6a1f";
    private const string Asking = """
        - host: sw-1
          site: ams
          auth_username: admin
          auth_password: ${ask:campus}
          auth_strict_key: false
          transport: asyncssh
        - host: sw-2
          site: fra
          auth_username: admin
          auth_password: known
          auth_strict_key: false
          transport: asyncssh
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("netdashboard-tests-").FullName;
    private readonly HandScanner _scanner = new();
    private readonly InventoryLibrary _library;

    public ScanStarterTests()
    {
        _library = new InventoryLibrary(_folder);
        Services.AddSingleton(_library);
        Services.AddSingleton<IScanner>(_scanner);
        Services.AddSingleton<ScanService>();
        Services.AddSingleton(TimeProvider.System);
        Services.AddRadzenComponents();
    }

    [Fact]
    public async Task Start_waits_for_the_answers_and_says_so_and_the_scan_gets_them()
    {
        var starter = await RenderAsync();
        starter.WaitForAssertion(() => Assert.Equal("Answer what is asked for this scan.", starter.Find("#why-not").TextContent));
        Assert.True(Start(starter).HasAttribute("disabled"), "A scan could start without its answers.");

        starter.Find("input[type=password]").Input(Canary);
        starter.WaitForAssertion(() => Assert.False(Start(starter).HasAttribute("disabled")));
        Start(starter).Click();

        await Wait.UntilAsync(() => _scanner.Plans.Count == 1, "The scan did not start.");
        Assert.Contains(_scanner.Plans.Single().Credentials.Values, credential => credential.Password!.Reveal() == Canary);
        Assert.DoesNotContain(Canary, starter.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_filter_that_leaves_out_who_asks_leaves_out_the_question()
    {
        var starter = await RenderAsync();
        starter.WaitForAssertion(() => Assert.NotEmpty(starter.FindAll("input[type=password]")));

        starter.Find("#device-filter").Input("site=fra");

        starter.WaitForAssertion(() => Assert.Equal("1 of 2 devices chosen", starter.Find("#device-count").TextContent.Trim()));
        Assert.Empty(starter.FindAll("input[type=password]"));
        Start(starter).Click();
        await Wait.UntilAsync(() => _scanner.Plans.Count == 1, "The scan did not start.");
        Assert.Equal("sw-2", Assert.Single(_scanner.Plans.Single().Items).Device.Name);
        Assert.Equal("asks.yaml where site=fra", Service<ScanService>().Newest!.Title);
    }

    [Fact]
    public async Task A_wrong_filter_is_marked_at_its_column_and_stops_the_start()
    {
        var starter = await RenderAsync();
        starter.WaitForAssertion(() => Assert.NotEmpty(starter.FindAll("#device-filter")));

        starter.Find("#device-filter").Input("site=fra and");

        starter.WaitForAssertion(() => Assert.Equal("true", starter.Find("#device-filter").GetAttribute("aria-invalid")));
        starter.Find("#device-filter").Input("sight=x");
        starter.WaitForAssertion(() => Assert.Equal("s", starter.Find(".filter-echo mark").TextContent));
        Assert.Contains("column 1", starter.Find(".chooser-problem").TextContent, StringComparison.Ordinal);
        Assert.True(Start(starter).HasAttribute("disabled"), "A scan could start with a wrong filter.");
    }

    [Fact]
    public async Task A_file_that_changes_is_read_again()
    {
        var starter = await RenderAsync();
        starter.WaitForAssertion(() => Assert.Contains("of 2 devices", starter.Find("#device-count").TextContent, StringComparison.Ordinal));

        await File.WriteAllTextAsync(Path.Combine(_folder, "asks.yaml"), Asking + "\n- host: sw-3\n  transport: asynctelnet\n");
        await _library.RefreshAsync();

        starter.WaitForAssertion(() => Assert.Contains("of 3 devices", starter.Find("#device-count").TextContent, StringComparison.Ordinal));
    }

    private static AngleSharp.Dom.IElement Start(RenderedComponent<ScanStarter> starter) =>
        starter.FindAll("button").Single(button => button.TextContent.Trim() == "Start scan");

    private async Task<RenderedComponent<ScanStarter>> RenderAsync()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "asks.yaml"), Asking);
        await _library.RefreshAsync();
        return Render<ScanStarter>(p => p.Add(starter => starter.HasRoom, true));
    }
}
