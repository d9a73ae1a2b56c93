using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;
using NetDashboard.Components.Inventories;
using NetDashboard.Inventory.Files;
using NetDashboard.Tests.Components.Rendering;

namespace NetDashboard.Tests.Components;

public sealed class UploadBoxTests : ComponentTest
{
    private const string Good = "- host: 192.0.2.1\n  auth_username: admin\n  auth_password: canary-7f3a\n  auth_strict_key: false\n  transport: asyncssh\n";

    private readonly InventoryLibrary _library = new(Path.Combine(Path.GetTempPath(), "netdashboard-no-such-folder"));
    private readonly List<string> _accepted = [];

    public UploadBoxTests() => Services.AddSingleton(_library);

    [Fact]
    public void The_input_is_labelled_for_assistive_technology() =>
        Assert.Equal("Upload inventory", RenderBox().Find("label:has(input[type=file])").TextContent.Trim());

    [Fact]
    public async Task A_good_inventory_is_accepted_and_told()
    {
        var box = RenderBox();

        await UploadAsync(box, new MadeFile("core.yaml", Good));

        box.WaitForAssertion(() => Assert.Contains("core.yaml was accepted: 1 device.", box.Find("[role=status]").TextContent, StringComparison.Ordinal));
        Assert.Equal(["core.yaml"], _accepted);
        Assert.Contains(_library.List(), entry => entry is { Name: "core.yaml", IsUpload: true });
    }

    [Fact]
    public async Task An_inventory_with_errors_is_refused_whole_with_file_line_and_column()
    {
        var box = RenderBox();

        await UploadAsync(box, new MadeFile("core.yaml", Good + "- host: 192.0.2.2\n  transport: pigeon\n  auth_password: canary-7f3a\n"));

        box.WaitForAssertion(() => Assert.Contains("core.yaml:7:14", box.Find(".finding.error .finding-place").TextContent, StringComparison.Ordinal));
        Assert.Contains("Nothing of it was taken in", box.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Empty(_accepted);
        Assert.Empty(_library.List());
        Assert.DoesNotContain("canary-7f3a", box.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_too_big_is_refused_before_it_is_read()
    {
        var file = new MadeFile("huge.yaml", Good) { Size = InventoryReader.MaxBytes + 1L };
        var box = RenderBox();

        await UploadAsync(box, file);

        box.WaitForAssertion(() => Assert.Contains("huge.yaml has 10.1 MB; an inventory may have 10 MB", box.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.False(file.WasOpened);
        Assert.Empty(_accepted);
    }

    [Fact]
    public async Task A_broken_transfer_is_told_and_the_next_one_works()
    {
        var box = RenderBox();

        await UploadAsync(box, new MadeFile("core.yaml", Good) { Breaks = true });
        box.WaitForAssertion(() => Assert.Contains("did not arrive whole", box.Find("[role=alert]").TextContent, StringComparison.Ordinal));

        await UploadAsync(box, new MadeFile("core.yaml", Good));
        box.WaitForAssertion(() => Assert.Equal(["core.yaml"], _accepted));
        Assert.Empty(box.FindAll("[role=alert]"));
    }

    private static Task UploadAsync(RenderedComponent<UploadBox> box, IBrowserFile file)
    {
        var input = Assert.Single(box.FindComponents<InputFile>());
        return box.InvokeAsync(() => input.Instance.OnChange.InvokeAsync(new InputFileChangeEventArgs([file])));
    }

    private RenderedComponent<UploadBox> RenderBox() => Render<UploadBox>(parameters =>
        parameters.Add(box => box.Accepted, EventCallback.Factory.Create<string>(this, _accepted.Add)));

    private sealed class MadeFile(string name, string content) : IBrowserFile
    {
        public string Name => name;

        public DateTimeOffset LastModified => DateTimeOffset.UnixEpoch;

        public long Size { get; init; } = content.Length;

        public string ContentType => "application/yaml";

        public bool Breaks { get; init; }

        public bool WasOpened { get; private set; }

        public Stream OpenReadStream(long maxAllowedSize = 512_000, CancellationToken cancellationToken = default)
        {
            WasOpened = true;
            return Breaks ? throw new IOException("The connection broke.") : new MemoryStream(Encoding.UTF8.GetBytes(content));
        }
    }
}
