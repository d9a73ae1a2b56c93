using System.Text;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;
using NetDashboard.Components.Inventories;
using NetDashboard.Inventory.Files;
using NetDashboard.Probing;
using NetDashboard.Tests.Components.Rendering;
using Radzen;

namespace NetDashboard.Tests.Components;

public sealed class LibraryViewTests : ComponentTest
{
    private const string Canary = "canary-8e0c";
    private const string Good = $"- host: 192.0.2.1\n  auth_username: admin\n  auth_password: {Canary}\n  auth_strict_key: false\n  transport: asyncssh\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("netdashboard-tests-").FullName;
    private readonly InventoryLibrary _library;

    public LibraryViewTests()
    {
        _library = new InventoryLibrary(_folder);
        Services.AddSingleton(_library);
        Services.AddSingleton(TimeProvider.System);
        Services.AddSingleton<ProbeCatalog>();
        Services.AddRadzenComponents();
    }

    [Fact]
    public void An_empty_library_says_where_it_looked_and_shows_an_example()
    {
        var view = Render<LibraryView>();

        Assert.Contains(_folder, view.Find(".empty").TextContent, StringComparison.Ordinal);
        Assert.Contains("auth_username", view.Find(".example").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_not_read_yet_shows_that_and_then_its_numbers()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "core.yaml"), Good);
        var view = Render<LibraryView>();
        Assert.Contains("Being read", view.Find("[data-inventory='core.yaml']").TextContent, StringComparison.Ordinal);

        await _library.RefreshAsync();

        view.WaitForAssertion(() => Assert.Contains("SSH 1", view.Find("[data-inventory='core.yaml']").TextContent, StringComparison.Ordinal));
        Assert.Empty(view.FindAll("[data-inventory='core.yaml'] .skeleton"));
    }

    [Fact]
    public async Task A_broken_file_is_loud_and_its_findings_unfold_with_place_code_and_words()
    {
        var path = Path.Combine(_folder, "core.yaml");
        await File.WriteAllTextAsync(path, Good);
        await _library.RefreshAsync();
        var view = Render<LibraryView>();
        await File.WriteAllTextAsync(path, Good + "  port: 99999\n");
        await _library.RefreshAsync();

        view.WaitForAssertion(() => Assert.Contains("Last good version of", view.Find(".broken-notice").TextContent, StringComparison.Ordinal));
        view.Find(".findings-toggle").Click();

        view.WaitForAssertion(() => Assert.Contains("core.yaml:6:9", view.Find(".finding.error").TextContent, StringComparison.Ordinal));
        Assert.Equal("invalid-port", view.Find(".finding.error .finding-code").TextContent);
        Assert.Equal("true", view.Find(".findings-toggle").GetAttribute("aria-expanded"));
        Assert.DoesNotContain(Canary, view.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_a_file_is_an_error_in_words()
    {
        Directory.Delete(_folder);
        File.WriteAllText(_folder, string.Empty);

        var view = Render<LibraryView>();

        Assert.Contains("is a file where the folder of inventories should be", view.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        File.Delete(_folder);
    }

    [Fact]
    public async Task A_preview_shows_what_was_read_and_keeps_nothing_until_it_is_accepted()
    {
        var view = Render<LibraryView>();
        var input = Assert.Single(view.FindComponents<InputFile>());

        await view.InvokeAsync(() => input.Instance.OnChange.InvokeAsync(new InputFileChangeEventArgs([new MadeFile("core.yaml", Good)])));

        view.WaitForAssertion(() => Assert.Equal("1", view.Find(".preview-devices").TextContent));
        Assert.Equal("192.0.2.1", view.Find(".preview-table tbody th").TextContent);
        Assert.Empty(_library.List());
        Assert.DoesNotContain(Canary, view.Markup, StringComparison.Ordinal);

        view.FindAll("button").Single(button => button.TextContent == "Accept inventory").Click();
        view.WaitForAssertion(() => Assert.Contains("core.yaml was accepted: 1 device.", view.Find(".outcome").TextContent, StringComparison.Ordinal));
        Assert.True(Assert.Single(_library.List()).IsUpload);
    }

    [Fact]
    public async Task Another_format_reads_the_upload_again()
    {
        var view = Render<LibraryView>();
        var input = Assert.Single(view.FindComponents<InputFile>());
        await view.InvokeAsync(() => input.Instance.OnChange.InvokeAsync(new InputFileChangeEventArgs([new MadeFile("core.yaml", Good)])));
        view.WaitForAssertion(() => Assert.Equal("1", view.Find(".preview-devices").TextContent));

        view.Find("#preview-format").Change("nornir");

        view.WaitForAssertion(() => Assert.Equal("0", view.Find(".preview-devices").TextContent));
        Assert.True(view.FindAll("button").Single(button => button.TextContent == "Accept inventory").HasAttribute("disabled"), "An upload with errors could be accepted.");
        view.FindAll("button").Single(button => button.TextContent == "Discard").Click();
        view.WaitForAssertion(() => Assert.Empty(view.FindAll(".preview")));
        Assert.Empty(_library.List());
    }

    private sealed class MadeFile(string name, string content) : IBrowserFile
    {
        public string Name => name;

        public DateTimeOffset LastModified => DateTimeOffset.UnixEpoch;

        public long Size => content.Length;

        public string ContentType => "application/yaml";

        public Stream OpenReadStream(long maxAllowedSize = 512_000, CancellationToken cancellationToken = default) => new MemoryStream(Encoding.UTF8.GetBytes(content));
    }
}
