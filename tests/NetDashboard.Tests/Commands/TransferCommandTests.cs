using NetDashboard.Live;
using NetDashboard.Tests.Hosting;
using NetDashboard.Tests.Live;

namespace NetDashboard.Tests.Commands;

/// <summary>The commands that carry a store, beside a dashboard that has it.</summary>
public sealed class TransferCommandTests : CommandTestBase
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    [Fact]
    public async Task A_store_is_copied_and_taken_away_while_the_dashboard_writes_it_and_brought_to_another_place()
    {
        var (copy, export, other) = (In("copy.db"), In("store.jsonl.gz"), In("other"));
        var scanner = new HandScanner();
        await using var dashboard = new Dashboard(scanner: scanner);
        Assert.True(dashboard.Scans.TryStart(Made.Inventory("sw-1"), "made.yaml", out var board), "The scan did not start.");
        await Wait.UntilAsync(() => !scanner.Plans.IsEmpty, "The scan did not begin.");
        scanner.Give(Made.Ok("sw-1"));
        await Wait.UntilAsync(() => board.Summary.Done == 1, "The first result is not shown.");

        await ExpectAsync(0, "Copied", "backup", copy, "--data", dashboard.Data);
        await ExpectAsync(0, "Exported 1 scan with 1 result", "export", export, "--data", dashboard.Data);
        Assert.Equal((OwnerOnly, OwnerOnly), (File.GetUnixFileMode(copy), File.GetUnixFileMode(export)));
        Assert.Empty(Folder.GetFiles("*.part"));

        // What is there is not touched unless it is said.
        var before = await File.ReadAllBytesAsync(export);
        await ExpectAsync(2, "is there already", "backup", copy, "--data", dashboard.Data);
        await ExpectAsync(2, "is there already", "export", export, "--data", dashboard.Data);
        await ExpectAsync(0, "Exported", "export", export, "--force", "--data", dashboard.Data);
        Assert.Equal(before, await File.ReadAllBytesAsync(export));
        await ExpectAsync(2, "Another NetDashboard", "import", export, "--data", dashboard.Data);

        await ExpectAsync(0, "Imported 1 scan with 1 result", "import", export, "--data", other);
        await ExpectAsync(2, "is not empty", "import", export, "--data", other);
        await File.WriteAllBytesAsync(export, before[..^20]);
        await ExpectAsync(2, "Nothing was imported", "import", export, "--data", In("third"));
        await ExpectAsync(2, "There is no store", "export", In("none"), "--data", In("fourth"));
        await ExpectAsync(2, "There is no store", "backup", In("none"), "--data", In("fourth"));
        await ExpectAsync(2, "not-there", "import", In("not-there"), "--data", other);
        Assert.False(File.Exists(In("none")) || Directory.Exists(In("fourth")), "Something was made of nothing.");

        // The dashboard was not held up, and the copy is a store.
        scanner.Give(Made.Ok("sw-1", "telnet"));
        scanner.End();
        await Wait.UntilAsync(() => board.Summary.State is ScanState.Completed, "The scan does not end.");
        Directory.CreateDirectory(In("copied"));
        File.Move(copy, In("copied/netdashboard.db"));
        await ExpectAsync(0, "Exported 1 scan with 1 result", "export", In("again"), "--data", In("copied"));
    }

    [Theory]
    [InlineData("backup")]
    [InlineData("export")]
    [InlineData("import")]
    public async Task Help_says_what_it_does_and_how_it_ends(string verb)
    {
        var (exitCode, output, _) = await CommandRun.RunAsync(verb, "--help");
        Assert.Equal(0, exitCode);
        Assert.Contains("--data", output, StringComparison.Ordinal);
        Assert.Contains("130", output, StringComparison.Ordinal);
    }

    private static async Task ExpectAsync(int code, string words, params string[] arguments)
    {
        var (exitCode, output, errors) = await CommandRun.RunAsync(arguments);
        Assert.True(exitCode == code && errors.Contains(words, StringComparison.Ordinal), $"{string.Join(' ', arguments)}: {exitCode}\n{output}\n{errors}");
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
        Assert.Empty(output);
    }

    private string In(string name) => Path.Combine(Folder.FullName, name);
}
