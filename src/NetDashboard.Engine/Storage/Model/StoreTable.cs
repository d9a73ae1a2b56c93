using System.Collections.Immutable;

namespace NetDashboard.Storage.Model;

/// <summary>A table that is written by thousands of rows a second, past the change tracker.</summary>
/// <param name="Name">The table's name.</param>
/// <param name="Columns">The columns that are written.</param>
internal sealed record StoreTable<TRow>(string Name, ImmutableArray<StoreColumn<TRow>> Columns)
{
    /// <summary>What becomes of a row whose key is there already; it is left as it is, if nothing else is said. <see langword="null"/> for an error.</summary>
    public string? OnConflict { get; init; } = "DO NOTHING";

    /// <summary>The end of a statement that puts rows in.</summary>
    public string ConflictClause => OnConflict is null ? string.Empty : $" ON CONFLICT {OnConflict}";

    /// <summary>Column names, separated by commas.</summary>
    public string ColumnNames => string.Join(", ", Columns.Select(column => column.Name));
}

/// <summary>A column: how a row says what stands in it. Exactly one of the four is set.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Number">For a whole number, which may be <see langword="null"/>.</param>
/// <param name="Text">For text, which may be <see langword="null"/>.</param>
internal sealed record StoreColumn<TRow>(string Name, Func<TRow, long?>? Number, Func<TRow, string?>? Text)
{
    /// <summary>For bytes, which may be <see langword="null"/>.</summary>
    public Func<TRow, byte[]?>? Bytes { get; init; }

    /// <summary>For a GUID, which may be <see langword="null"/>.</summary>
    public Func<TRow, Guid?>? Id { get; init; }

    /// <summary>What stands in it, in a row.</summary>
    public object? ValueOf(TRow row) => Number is not null ? Number(row) : Text is not null ? Text(row) : Bytes is not null ? Bytes(row) : Id?.Invoke(row);

    public static StoreColumn<TRow> Of(string property, Func<TRow, long?> number) => new(StoreContext.ColumnOf(property), number, Text: null);

    public static StoreColumn<TRow> Of(string property, Func<TRow, string?> text) =>
        new(StoreContext.ColumnOf(property), Number: null, row => text(row) is { } value ? StorableText.Of(value) : null);
}

/// <summary>The tables that are written this way.</summary>
internal static class StoreTables
{
    public static StoreTable<StoredEndpoint> Endpoints { get; } = new("endpoints",
    [
        StoreColumn<StoredEndpoint>.Of(nameof(StoredEndpoint.Id), row => row.Id),
        StoreColumn<StoredEndpoint>.Of(nameof(StoredEndpoint.Device), row => row.Device),
        StoreColumn<StoredEndpoint>.Of(nameof(StoredEndpoint.Protocol), row => row.Protocol),
        StoreColumn<StoredEndpoint>.Of(nameof(StoredEndpoint.FailingSince), row => row.FailingSince?.UtcTicks),
    ])
    {
        OnConflict = "(id) DO UPDATE SET failing_since = excluded.failing_since",
    };

    public static StoreTable<StoredHostKey> HostKeys { get; } = new("host_keys",
    [
        StoreColumn<StoredHostKey>.Of(nameof(StoredHostKey.Endpoint), row => row.Endpoint),
        StoreColumn<StoredHostKey>.Of(nameof(StoredHostKey.Fingerprint), row => row.Fingerprint),
        StoreColumn<StoredHostKey>.Of(nameof(StoredHostKey.Type), row => row.Type),
        StoreColumn<StoredHostKey>.Of(nameof(StoredHostKey.FirstSeenAt), row => row.FirstSeenAt.UtcTicks),
        StoreColumn<StoredHostKey>.Of(nameof(StoredHostKey.LastSeenAt), row => row.LastSeenAt.UtcTicks),
        StoreColumn<StoredHostKey>.Of(nameof(StoredHostKey.AdmittedAt), row => row.AdmittedAt?.UtcTicks),
    ])
    {
        OnConflict = "(endpoint, fingerprint) DO UPDATE SET last_seen_at = excluded.last_seen_at, admitted_at = COALESCE(host_keys.admitted_at, excluded.admitted_at)",
    };

    public static StoreTable<StoredResult> Results { get; } = new("results",
    [
        StoreColumn<StoredResult>.Of(nameof(StoredResult.Scan), row => row.Scan),
        StoreColumn<StoredResult>.Of(nameof(StoredResult.Endpoint), row => row.Endpoint),
        StoreColumn<StoredResult>.Of(nameof(StoredResult.Attempt), row => row.Attempt),
        StoreColumn<StoredResult>.Of(nameof(StoredResult.Run), row => row.Run),
        StoreColumn<StoredResult>.Of(nameof(StoredResult.Outcome), row => row.Outcome),
        StoreColumn<StoredResult>.Of(nameof(StoredResult.Failure), row => row.Failure),
        StoreColumn<StoredResult>.Of(nameof(StoredResult.Stage), row => row.Stage),
        StoreColumn<StoredResult>.Of(nameof(StoredResult.StartedAt), row => row.StartedAt.UtcTicks),
        StoreColumn<StoredResult>.Of(nameof(StoredResult.FinishedAt), row => row.FinishedAt.UtcTicks),
        StoreColumn<StoredResult>.Of(nameof(StoredResult.FailingSince), row => row.FailingSince?.UtcTicks),
        StoreColumn<StoredResult>.Of(nameof(StoredResult.Duration), row => row.Duration),
        StoreColumn<StoredResult>.Of(nameof(StoredResult.Address), row => row.Address),
        StoreColumn<StoredResult>.Of(nameof(StoredResult.Port), row => row.Port),
        StoreColumn<StoredResult>.Of(nameof(StoredResult.Prompt), row => row.Prompt),
        StoreColumn<StoredResult>.Of(nameof(StoredResult.Detail), row => row.Detail),
        StoreColumn<StoredResult>.Of(nameof(StoredResult.HostKey), row => row.HostKey),
        StoreColumn<StoredResult>.Of(nameof(StoredResult.More), row => row.More),
        StoreColumn<StoredResult>.Of(nameof(StoredResult.Transcript), row => row.Transcript),
    ]);
}
