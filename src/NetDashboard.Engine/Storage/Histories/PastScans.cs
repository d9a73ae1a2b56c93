using Microsoft.EntityFrameworkCore;
using NetDashboard.Live;
using NetDashboard.Storage.Model;

namespace NetDashboard.Storage.Histories;

/// <summary>Reads the list of scans, newest first.</summary>
internal static class PastScans
{
    public static async Task<HistoryPart<PastScan>> ReadAsync(StoreContext context, PastScanQuery query, CancellationToken cancellationToken)
    {
        var scans = Filter(context.Scans.AsNoTracking(), query);
        var isBackwards = query.After is not null;
        scans = isBackwards
            ? scans.Where(scan => scan.Number > query.After).OrderBy(scan => scan.Number)
            : scans.Where(scan => query.Before == null || scan.Number < query.Before).OrderByDescending(scan => scan.Number);
        var rows = await scans.Take(PastScanQuery.PartLength + 1)
            .Select(scan => new
            {
                scan.Number,
                scan.Id,
                scan.Title,
                scan.Inventories,
                scan.Devices,
                scan.StartedBy,
                scan.CreatedAt,
                scan.Run,
                scan.State,
                scan.StartedAt,
                scan.EndedAt,
                scan.ThinnedAt,
                scan.Ok,
                scan.Limited,
                scan.Held,
                scan.Failed,
                scan.Cancelled,
            })
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        var read = rows.ConvertAll(row => new PastScan
        {
            Number = row.Number,
            Id = row.Id,
            Title = row.Title,
            Inventories = [.. row.Inventories.Split('\n', StringSplitOptions.RemoveEmptyEntries)],
            Devices = row.Devices,
            StartedBy = row.StartedBy,
            CreatedAt = row.CreatedAt,
            Runs = row.Run,
            State = ResultCodec.ValueOf(row.State, ScanState.Broken),
            Took = row.EndedAt - row.StartedAt,
            Counts = new StatusCounts(0, 0, row.Ok, row.Limited, row.Held, row.Failed, row.Cancelled),
            ThinnedAt = row.ThinnedAt,
        });
        return HistoryPart<PastScan>.Of(read, PastScanQuery.PartLength, isBackwards, hasStart: isBackwards || query.Before is not null);
    }

    private static IQueryable<StoredScan> Filter(IQueryable<StoredScan> scans, PastScanQuery query)
    {
        if (query.Text.Trim() is { Length: > 0 } text)
        {
            var part = text.ToLowerInvariant();
#pragma warning disable CA1862 // The database compares.
            scans = scans.Where(scan => scan.Title.ToLower().Contains(part) || scan.Inventories.ToLower().Contains(part));
#pragma warning restore CA1862
        }

        if (query.From is { } from)
        {
            var begin = new DateTimeOffset(from, TimeOnly.MinValue, TimeSpan.Zero);
            scans = scans.Where(scan => scan.CreatedAt >= begin);
        }

        if (query.Until is { } until && until < DateOnly.MaxValue)
        {
            var end = new DateTimeOffset(until.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero);
            scans = scans.Where(scan => scan.CreatedAt < end);
        }

        return scans;
    }
}
