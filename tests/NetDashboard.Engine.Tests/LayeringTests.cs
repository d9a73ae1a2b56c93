using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace NetDashboard.Engine.Tests;

/// <summary>Keeps the folders' imports pointing one way, in the engine and in the host.</summary>
public sealed partial class LayeringTests
{
    // A room may use itself and what stands before it. A path names the deepest room that is told apart.
    private static readonly string[] s_engine =
    [
        "Platforms", "Inventory", "Probing", "Probing/Cli", "Probing/Ssh", "Probing/Telnet", "Scanning", "Live", "Live/Queries", "Comparing", "Reporting", "Storage",
        "Storage/Comparisons", "Storage/HostKeys", "Walls",
    ];

    private static readonly string[] s_host = [.. s_engine, "Lab", "Commands", "Security", "Api", "Components", "Hosting", ""];

    // Side by side, not one after the other.
    private static readonly (string A, string B)[] s_strangers =
    [
        ("Probing/Ssh", "Probing/Telnet"), ("Api", "Components"), ("Commands", "Components"), ("Commands", "Security"), ("Commands", "Hosting"),
    ];

    public static TheoryData<string, string> Rooms => new()
    {
        { "NetDashboard.Engine", string.Join(',', s_engine) },
        { "NetDashboard", string.Join(',', s_host) },
    };

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_folder_imports_only_folders_before_it(string project, string order)
    {
        var rooms = order.Split(',');
        var root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "../../src", project));
        var files = Directory.EnumerateFiles(root, "*.*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".cs" or ".razor" && !file.Contains("/obj/", StringComparison.Ordinal))
            .ToArray();
        Assert.NotEmpty(files);

        var wrong = files.SelectMany(file => Wrong(file, Path.GetRelativePath(root, Path.GetDirectoryName(file)!), rooms));

        Assert.Empty(wrong);
    }

    [Fact]
    public void An_upward_import_and_one_between_strangers_are_found()
    {
        Assert.Equal(2, Imports("using NetDashboard.Live;\n@using NetDashboard.Probing.Telnet\nusing NetDashboard.Platforms;")
            .Count(import => !IsAllowed("Probing/Ssh", RoomOf(import, s_engine), s_engine)));
    }

    private static IEnumerable<string> Wrong(string file, string folder, string[] rooms)
    {
        var room = RoomOf(folder == "." ? "" : folder, rooms);
        return Imports(File.ReadAllText(file))
            .Where(import => !IsAllowed(room, RoomOf(import, rooms), rooms))
            .Select(import => $"{file} (room '{room}') imports {import}");
    }

    private static IEnumerable<string> Imports(string text) => Import().Matches(text).Select(match => match.Groups["room"].Value.Replace('.', '/'));

    private static bool IsAllowed(string room, string imported, string[] rooms) =>
        Array.IndexOf(rooms, imported) <= Array.IndexOf(rooms, room)
        && !s_strangers.Contains((room, imported)) && !s_strangers.Contains((imported, room));

    // The longest room that the folder is in; an unknown one fails the test until it is given its place above.
    private static string RoomOf(string folder, string[] rooms) =>
        rooms.Where(room => room.Length == 0 ? folder.Length == 0 : folder == room || folder.StartsWith(room + "/", StringComparison.Ordinal))
            .MaxBy(room => room.Length) ?? throw new InvalidOperationException($"The folder '{folder}' has no place in the order of rooms.");

    [GeneratedRegex(@"^\s*@?using (static )?NetDashboard\.(?<room>[\w.]+?);?\s*$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Import();

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
