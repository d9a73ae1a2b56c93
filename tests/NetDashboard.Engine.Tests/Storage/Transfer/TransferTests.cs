using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using NetDashboard.Live;
using NetDashboard.Probing;
using NetDashboard.Storage.Model;
using NetDashboard.Storage.ShareLinks;
using NetDashboard.Storage.Transfer;
using NetDashboard.Tests.Live;

namespace NetDashboard.Engine.Tests.Storage.Transfer;

/// <summary>A store as one file, and back into another store.</summary>
public sealed class TransferTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("netdashboard-transfer-").FullName;
    private int _places;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task From_SQLite_to_PostgreSQL_and_back_every_row_is_the_same()
    {
        var first = NewFolder();
        await FillAsync(first);
        var second = new StorePlace(NewFolder().Folder, await postgres.Server.CreateDatabaseAsync());
        var third = NewFolder();

        var taken = await ExportAsync(first);
        var brought = await ImportAsync(second, taken);
        var back = await ExportAsync(second);
        await ImportAsync(third, back);

        Assert.Equal(Lines(taken), Lines(back));
        Assert.Equal(Lines(taken), Lines(await ExportAsync(third)));
        Assert.Equal((3, 223), (brought.Scans, brought.Results));
        Assert.Equal(await RowsAsync(first), await RowsAsync(second));
        Assert.Equal(await RowsAsync(first), await RowsAsync(third));
        Assert.All(Lines(taken), line => Assert.DoesNotContain("pass word", line, StringComparison.Ordinal));

        // It is a store like any other: it opens, shows its scans and its links, and takes new ones.
        await using var rig = await StoreRig.OpenAsync(third.Open());
        using var links = new ShareLinkDesk(rig.Store, TimeProvider.System);
        Assert.Equal([true, false], (await links.ListAsync(CancellationToken.None)).Select(link => link.RevokedAt is not null));
        Assert.Equal(3, rig.Scans.Recent.Length);
        await rig.EndAsync(rig.Start(StoreRig.Names(5)));
        Assert.Equal(4, rig.Scans.Recent.Length);
    }

    [Fact]
    public async Task An_export_beside_a_scan_under_way_is_of_one_moment()
    {
        var place = NewFolder();
        var other = NewFolder();
        await using (var rig = await StoreRig.OpenAsync(place.Open(), new MadeScanner(20, TimeSpan.FromMilliseconds(2))))
        {
            var board = rig.Start(StoreRig.Names(1500));
            await StoreRig.UntilAsync(() => board.Summary.Done > 300, "Nothing was shown.");
            await ImportAsync(other, await ExportAsync(place));
            Assert.True(board.Summary.IsRunning, "The scan was over before the export: this tells nothing.");
            await rig.EndAsync(board);
        }

        await using var again = await StoreRig.OpenAsync(other.Open());
        var kept = Assert.Single(again.Scans.Recent);
        Assert.Equal(ScanState.Interrupted, kept.Summary.State);
        Assert.InRange(kept.Summary.Done, 300, 2999);
    }

    [Fact]
    public async Task A_file_that_is_cut_anywhere_is_refused_and_the_store_stays_empty()
    {
        var place = NewFolder();
        await FillAsync(place);
        var export = await ExportAsync(place);
        var other = NewFolder();
        for (var part = 0; part < 20; part++)
        {
            var refused = await Assert.ThrowsAsync<TransferException>(() => ImportAsync(other, export[..(export.Length * part / 20)]));
            Assert.Matches("ine [0-9]+: |no export", refused.Message);
        }

        var lines = Lines(export);
        for (var count = 0; count < lines.Length; count += 1 + (lines.Length / 25))
        {
            await Assert.ThrowsAsync<TransferException>(() => ImportAsync(other, Pack(lines[..count])));
        }

        await ImportAsync(other, export);
    }

    [Fact]
    public async Task What_was_changed_is_refused_with_its_line()
    {
        var place = NewFolder();
        await FillAsync(place);
        var lines = Lines(await ExportAsync(place));
        var results = Array.FindIndex(lines, line => line.Contains("\"results\"", StringComparison.Ordinal) && line.StartsWith("{\"table\"", StringComparison.Ordinal));
        var other = NewFolder();

        // The checksum is made anew where the text says so: the rest must be found without it.
        await RefuseAsync("This is no export", 0, "{}");
        await RefuseAsync("version 99", 0, lines[0].Replace("\"version\":1", "\"version\":99", StringComparison.Ordinal));
        await RefuseAsync("results.colour, which this version does not know", 0, lines[0].Replace("{\"name\":\"transcript\"", "{\"name\":\"colour\"", StringComparison.Ordinal));
        await RefuseAsync("the table guests, which", 0, lines[0].Replace("\"table\":\"host_keys\"", "\"table\":\"guests\"", StringComparison.Ordinal));
        await RefuseAsync("the columns of layouts", 0, lines[0].Replace("{\"name\":\"hash\",\"kind\":\"text\"}", "{\"name\":\"hash\",\"kind\":\"number\"}", StringComparison.Ordinal));
        await RefuseAsync($"Line {results + 2}: this is no row", results + 1, "[nonsense");
        await RefuseAsync($"Line {results + 2}: 1 values", results + 1, "[\"192.0.2.7\"]");
        await RefuseAsync($"Line {results + 2}: more than", results + 1, lines[results + 1][..^1] + ",1]");
        await RefuseAsync($"Line {results + 2}: this is no line", results + 1, "nonsense");
        await RefuseAsync($"Line {results + 2}: port is empty", results + 1, ChangeValue(lines[results + 1], "port", "null"));
        await RefuseAsync($"Line {results + 2}: what stands in port", results + 1, ChangeValue(lines[results + 1], "port", "99999999999"));
        await RefuseAsync($"Line {results + 2}: what stands in started_at", results + 1, ChangeValue(lines[results + 1], "started_at", "-1"));
        await RefuseAsync("comes twice", results + 2, lines[results + 1]);
        await RefuseAsync("refers to something that is not there", results + 1, ChangeValue(lines[results + 1], "scan", "777"));
        await RefuseAsync("not as many rows", lines.Length - 1, lines[^1].Replace("\"results\":223", "\"results\":222", StringComparison.Ordinal));
        await RefuseAsync("the table endpoints comes twice", results, lines[1]);

        var changed = (string[])lines.Clone();
        changed[results + 1] = ChangeValue(lines[results + 1], "port", "24");
        var refused = await Assert.ThrowsAsync<TransferException>(() => ImportAsync(other, Pack(changed)));
        Assert.Contains($"Line {lines.Length}: the checksum", refused.Message, StringComparison.Ordinal);
        refused = await Assert.ThrowsAsync<TransferException>(() => ImportAsync(other, Pack([.. lines, lines[^1]])));
        Assert.Contains("something follows the end", refused.Message, StringComparison.Ordinal);

        // None of it left anything behind.
        await ImportAsync(other, Pack(lines));

        async Task RefuseAsync(string words, int line, string text)
        {
            var copy = (string[])lines.Clone();
            Assert.NotEqual(copy[line], text, StringComparer.Ordinal);
            copy[line] = text;
            var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(copy[..^1].Select(l => l + "\n")))));
            copy[^1] = copy[^1][..copy[^1].IndexOf("\"sha256\"", StringComparison.Ordinal)] + $"\"sha256\":\"{hash}\"}}";
            Assert.Contains(words, (await Assert.ThrowsAsync<TransferException>(() => ImportAsync(other, Pack(copy)))).Message, StringComparison.Ordinal);
        }

        string ChangeValue(string row, string column, string value)
        {
            var columns = System.Text.Json.JsonDocument.Parse(lines[0]).RootElement.GetProperty("tables").EnumerateArray()
                .Single(table => table.GetProperty("table").ValueEquals("results")).GetProperty("columns").EnumerateArray().Select(c => c.GetProperty("name").GetString()).ToList();
            var values = System.Text.Json.JsonDocument.Parse(row).RootElement.EnumerateArray().Select(v => v.GetRawText()).ToArray();
            values[columns.FindIndex(name => name == column)] = value;
            return $"[{string.Join(',', values)}]";
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_store_that_is_not_empty_or_in_use_is_refused(bool isPostgres)
    {
        var place = new StorePlace(NewFolder().Folder, isPostgres ? await postgres.Server.CreateDatabaseAsync() : null);
        await FillAsync(place);
        var export = await ExportAsync(place);
        var refused = await Assert.ThrowsAsync<StoreException>(() => ImportAsync(place, export));
        Assert.Contains("is not empty", refused.Message, StringComparison.Ordinal);

        var empty = new StorePlace(NewFolder().Folder, isPostgres ? await postgres.Server.CreateDatabaseAsync() : null);
        await using (await StoreRig.OpenAsync(empty.Open()))
        {
            refused = await Assert.ThrowsAsync<StoreException>(() => ImportAsync(empty, export));
            Assert.Contains("Another NetDashboard", refused.Message, StringComparison.Ordinal);
        }

        Assert.Equal(3, (await ImportAsync(empty, export)).Scans);
    }

    [Fact]
    public async Task An_older_export_without_a_column_that_may_be_empty_is_read()
    {
        var place = NewFolder();
        await FillAsync(place);
        var lines = Lines(await ExportAsync(place));
        lines[0] = lines[0].Replace("{\"name\":\"thinned_at\",\"kind\":\"number\"},", string.Empty, StringComparison.Ordinal)
            .Replace(",{\"name\":\"thinned_at\",\"kind\":\"number\"}", string.Empty, StringComparison.Ordinal);
        var scans = Array.IndexOf(lines, "{\"table\":\"scans\"}");
        for (var i = scans + 1; lines[i][0] == '['; i++)
        {
            // Columns are in the order of their names: of a scan, only the title comes after.
            Assert.Contains(",null,\"", lines[i], StringComparison.Ordinal);
            lines[i] = lines[i].Remove(lines[i].LastIndexOf(",null,\"", StringComparison.Ordinal), ",null".Length);
        }

        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(lines[..^1].Select(l => l + "\n")))));
        lines[^1] = lines[^1][..lines[^1].IndexOf("\"sha256\"", StringComparison.Ordinal)] + $"\"sha256\":\"{hash}\"}}";
        Assert.Equal(3, (await ImportAsync(NewFolder(), Pack(lines))).Scans);
    }

    [Fact]
    public async Task Where_there_is_no_store_there_is_nothing_to_take_away()
    {
        var refused = await Assert.ThrowsAsync<StoreException>(() => ExportAsync(NewFolder()));
        Assert.Contains("There is no store", refused.Message, StringComparison.Ordinal);
        refused = await Assert.ThrowsAsync<StoreException>(async () => await ExportAsync(new StorePlace(_root, await postgres.Server.CreateDatabaseAsync())));
        Assert.Contains("There is nothing of NetDashboard", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_import_that_is_given_up_leaves_nothing()
    {
        var place = NewFolder();
        await FillAsync(place);
        var export = await ExportAsync(place);
        var other = NewFolder();
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => StoreImport.ReadAsync(other, new MemoryStream(export), new Call(() => stop.Cancel()), stop.Token));
        Assert.Equal(3, (await ImportAsync(other, export)).Scans);
    }

    [Fact]
    public async Task A_copy_made_while_it_is_written_is_a_whole_store_of_one_moment()
    {
        var place = NewFolder();
        var other = NewFolder();
        await using (var rig = await StoreRig.OpenAsync(place.Open(), new MadeScanner(20, TimeSpan.FromMilliseconds(2))))
        {
            var board = rig.Start(StoreRig.Names(1500));
            await StoreRig.UntilAsync(() => board.Summary.Done > 300, "Nothing was shown.");
            Directory.CreateDirectory(other.Folder);
            await StoreBackup.CopyAsync(place, other.SqlitePath);
            Assert.True(board.Summary.IsRunning, "The scan was over before the copy: this tells nothing.");
            await rig.EndAsync(board);
            Assert.True(rig.Store.Status.IsHealthy, "The copy was in the way of the store.");
        }

        await using var again = await StoreRig.OpenAsync(other.Open());
        var kept = Assert.Single(again.Scans.Recent);
        Assert.Equal((ScanState.Interrupted, kept.Summary.Done), (kept.Summary.State, (await again.ReadAsync()).Count));
        Assert.InRange(kept.Summary.Done, 300, 2999);
        await using var context = other.Open().CreateReader();
        Assert.Equal(["ok"], await context.Database.SqlQueryRaw<string>("PRAGMA integrity_check").ToListAsync());
    }

    [Fact]
    public async Task A_store_in_PostgreSQL_is_not_copied_but_the_way_to_do_it_is_said()
    {
        var refused = await Assert.ThrowsAsync<StoreException>(() => StoreBackup.CopyAsync(new StorePlace(_root, "Host=127.0.0.1"), Path.Join(_root, "copy")));
        Assert.Contains("pg_dump", refused.Message, StringComparison.Ordinal);
    }

    // Two runs in one scan, one that failed in an unusual way, one that was interrupted.
    private static async Task FillAsync(StorePlace place)
    {
        await using (var rig = await StoreRig.OpenAsync(place.Open()))
        {
            var board = rig.Start(StoreRig.Names(100));
            await rig.EndAsync(board);
            Assert.True(rig.Scans.TryRerun(board.Id, RerunRequest.Of(new HashSet<int> { 2, 5 })).HasBegun, "The second run did not start.");
            await rig.EndAsync(board);

            using var links = new ShareLinkDesk(rig.Store, TimeProvider.System);
            var plan = new WallPlan { Views = [new WallView { Filter = "site=ams" }, new WallView { Scan = board.Id }] };
            await links.CreateAsync(new ShareLinkDraft { Name = "for ever", Plan = plan }, CancellationToken.None);
            var other = await links.CreateAsync(new ShareLinkDraft { Name = "over", Plan = plan, CreatedBy = "Ada", ExpiresAt = DateTimeOffset.UtcNow.AddDays(1) }, CancellationToken.None);
            await links.RevokeAsync(other.Link.Id, CancellationToken.None);
        }

        var scanner = new HandScanner();
        await using (var rig = await StoreRig.OpenAsync(place.Open(), scanner))
        {
            var board = rig.Start("sw-1");
            await StoreRig.UntilAsync(() => !scanner.Plans.IsEmpty, "The scan did not begin.");
            scanner.Give(Made.Of(new EndpointKey("sw-1", "ssh"), ProbeVerdict.Failed(ProbeFailure.ProtocolError, "a\0b\ud800c \"quoted\" \u2028 \u001b[31m <é€😀> \\")) with { HostKey = "SHA256:other" });
            scanner.End();
            await rig.EndAsync(board);
        }

        await using (var rig = await StoreRig.OpenAsync(place.Open(), new MadeScanner(21, TimeSpan.FromSeconds(30))))
        {
            var board = rig.Start(StoreRig.Names(20));
            await StoreRig.UntilAsync(() => board.Summary.Done == 20, "The scan does not come to its pause.");
        }
    }

    private static async Task<byte[]> ExportAsync(StorePlace place)
    {
        using var file = new MemoryStream();
        await StoreExport.WriteAsync(place, file);
        return file.ToArray();
    }

    private static Task<TransferSummary> ImportAsync(StorePlace place, byte[] export) => StoreImport.ReadAsync(place, new MemoryStream(export));

    private static string[] Lines(byte[] export)
    {
        using var text = new StreamReader(new GZipStream(new MemoryStream(export), CompressionMode.Decompress));
        return text.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static byte[] Pack(IEnumerable<string> lines)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n"))));
        }

        return packed.ToArray();
    }

    // Past everything an export does.
    private static async Task<string[]> RowsAsync(StorePlace place)
    {
        await using var database = place.Open();
        await using var context = database.CreateReader();
        object[][] tables =
        [
            [.. await context.Layouts.OrderBy(l => l.Hash).ToListAsync()], [.. await context.Endpoints.OrderBy(e => e.Id).ToListAsync()], [.. await context.Scans.OrderBy(s => s.Number).ToListAsync()],
            [.. await context.Runs.OrderBy(r => r.Scan).ThenBy(r => r.Number).ToListAsync()], [.. await context.Results.OrderBy(r => r.Scan).ThenBy(r => r.Endpoint).ThenBy(r => r.Attempt).ToListAsync()],
            [.. (await context.ShareLinks.ToListAsync()).OrderBy(l => l.Name, StringComparer.Ordinal)],
            [.. (await context.HostKeys.ToListAsync()).OrderBy(k => k.Endpoint).ThenBy(k => k.Fingerprint, StringComparer.Ordinal)],
        ];
        return [.. tables.SelectMany(rows => rows).Select(row => System.Text.Json.JsonSerializer.Serialize(row, row.GetType()))];
    }

    private StorePlace NewFolder() => new(Path.Join(_root, $"{++_places}"), ConnectionString: null);

    private sealed class Call(Action action) : IProgress<TransferProgress>
    {
        public void Report(TransferProgress value) => action();
    }
}
