using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using NetDashboard.Inventory.Vault;

namespace NetDashboard.Inventory.Files;

/// <summary>
/// Knows each inventory of the library as it is now, reads it once per change, and holds on to its last good version while the present one
/// is broken. Thread-safe.
/// </summary>
internal sealed class LibraryShelf(
    LibrarySources sources, UploadStore uploads, VersionStore versions, ReadingDesk desk, TimeProvider time, ILogger<InventoryLibrary> logger)
{
    private const string NoSuchInventory = "The library has no inventory of this name.";

    private readonly ConcurrentDictionary<string, LibraryItem> _items = new(StringComparer.Ordinal);
    private readonly ReadingCache _readings = new();
    private long _versions;

    /// <summary>Tells of every change that can be seen from outside.</summary>
    public ChangeSignal Changed { get; } = new();

    /// <summary>The file of that name is to be read again even if it looks the same.</summary>
    public void Suspect(string name)
    {
        if (_items.TryGetValue(name, out var item))
        {
            item.IsSuspect = true;
        }
    }

    /// <summary>Hands over the reading of an upload that was read to be kept, so that it need not be read again.</summary>
    public void Prepare(string name, long change, InventoryReading reading) =>
        _items.GetOrAdd(name, static _ => new LibraryItem()).Prepared = new PreparedReading(change, reading);

    /// <summary>All inventories now, by name, as far as they have been read.</summary>
    public IReadOnlyList<InventoryEntry> List()
    {
        var entries = new List<InventoryEntry>();
        var stored = uploads.List();
        var names = stored.Select(upload => upload.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var file in sources.ListFiles().Where(file => !names.Contains(file.Name)))
        {
            entries.Add(EntryOf(file.Name, isUpload: false, file.Status.Written, file.Status.Length));
        }

        entries.AddRange(stored.Select(upload => EntryOf(upload.Name, isUpload: true, upload.Time, upload.Size)));
        entries.Sort(static (a, b) =>
            string.Compare(a.Name, b.Name, StringComparison.OrdinalIgnoreCase) is var order and not 0 ? order : string.CompareOrdinal(a.Name, b.Name));
        return entries;
    }

    /// <summary>Reads what was not read yet or has changed, and forgets what is gone.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        var names = List().Select(entry => entry.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var name in names.Union(_items.Keys, StringComparer.Ordinal).ToArray())
        {
            await UpToDateAsync(name, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Names of the inventories that refer to a kept credential, as far as they have been read.</summary>
    public IReadOnlyList<string> UsersOf(string credential) =>
        [.. _items.Where(item => item.Value.State?.Credentials.Contains(credential, StringComparer.Ordinal) is true).Select(item => item.Key).Order(StringComparer.OrdinalIgnoreCase)];

    /// <summary>Names under which versions are remembered, of all inventories there are.</summary>
    public IEnumerable<string> VersionNames() => List().Select(entry => VersionName(entry.Name, entry.IsUpload));

    /// <summary>Name under which the versions of an inventory are remembered.</summary>
    public static string VersionName(string name, bool isUpload) => (isUpload ? "upload:" : "file:") + name;

    /// <summary>Reads inventories together, in the order given; what has not changed is not read again.</summary>
    public async Task<InventoryReading> ReadAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken)
    {
        var states = new List<(string Name, ItemState? State)>(names.Count);
        foreach (var name in names)
        {
            states.Add((name, await UpToDateAsync(name, cancellationToken).ConfigureAwait(false)));
        }

        if (states.Exists(known => known.State?.Good is null))
        {
            // Parts of one inventory, such as Nornir's hosts without their groups, may be broken each and whole together.
            if (states.Count > 1 && states.TrueForAll(known => known.State is not null)
                && await ReadPartsAsync(states, cancellationToken).ConfigureAwait(false) is { Inventory: not null } whole)
            {
                return whole;
            }

            return new InventoryReading(null, [.. states.SelectMany(known => known.State?.Listed.Findings ?? ItemStates.Unreadable(known.Name, NoSuchInventory).Findings)]);
        }

        var key = string.Join('\n', states.Select(known => $"{known.State!.Good!.Number}"));
        var reading = _readings.Find(key);
        if (reading is null)
        {
            reading = await ReadTogetherAsync(states, cancellationToken).ConfigureAwait(false);
            _readings.Add(key, reading);
        }

        var remarks = states.Where(known => known.State!.Listed.LastGood is not null).Select(known => ItemStates.LastGoodRemark(known.State!.Listed)).ToArray();
        return remarks is [] ? reading : reading with { Findings = [.. remarks, .. reading.Findings] };
    }

    /// <summary>The bytes of the version in use, and for an upload its secrets; <see langword="null"/> when there is none.</summary>
    public async Task<(InventorySource Source, ImmutableDictionary<string, string> Secrets)?> SourceInUseAsync(string name, CancellationToken cancellationToken) =>
        await UpToDateAsync(name, cancellationToken).ConfigureAwait(false) is { Good: { } good } ? sources.InUse(name, good) : null;

    /// <summary>What is known of an inventory, read again if it has changed; <see langword="null"/> when there is none.</summary>
    public async Task<ItemState?> UpToDateAsync(string name, CancellationToken cancellationToken)
    {
        if (sources.StampOf(name) is null)
        {
            if (_items.TryRemove(name, out _))
            {
                Changed.Raise();
            }

            return null;
        }

        var item = _items.GetOrAdd(name, static _ => new LibraryItem());
        if (IsFresh(item, sources.StampOf(name)) is { } fresh)
        {
            return fresh;
        }

        await item.Gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // Another may have read it meanwhile.
            return IsFresh(item, sources.StampOf(name)) ?? await ReadAgainAsync(name, item, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            item.Gate.Release();
        }
    }

    private ItemState? IsFresh(LibraryItem item, ItemStamp? stamp) =>
        item.State is { } state && !item.IsSuspect && state.Stamp == stamp && state.Holds(desk.Credentials) ? state : null;

    private async Task<ItemState?> ReadAgainAsync(string name, LibraryItem item, CancellationToken cancellationToken)
    {
        item.IsSuspect = false;
        if (sources.StampOf(name) is not { } stamp)
        {
            return null;
        }

        var former = item.State?.Stamp.IsUpload == stamp.IsUpload ? item.State : null;
        var credentials = desk.Credentials;
        var (loaded, secrets) = await sources.LoadAsync(name, stamp, cancellationToken).ConfigureAwait(false);
        var content = loaded.Source.Content;
        var hash = SHA256.HashData(content.Span);
        if (former is not null && loaded.Problem is null && former.Hash.AsSpan().SequenceEqual(hash)
            && former.Stamp.Format == stamp.Format && former.Stamp.Change == stamp.Change && former.Holds(credentials))
        {
            return item.State = former with { Stamp = stamp, Listed = former.Listed with { LastWriteTime = stamp.Time } };
        }

        var reading = item.Prepared is { } prepared && stamp.IsUpload && prepared.Change == stamp.Change
            ? prepared.Reading
            : await desk.ReadAsync(loaded, secrets, looksForFiles: true, cancellationToken).ConfigureAwait(false);
        item.Prepared = null;
        var good = reading.Inventory is null
            ? null
            : new GoodVersion(Interlocked.Increment(ref _versions), stamp.IsUpload ? null : GoodVersion.Pack(content.Span), stamp.Time, stamp.Format);
        var entry = new InventoryEntry(name, stamp.IsUpload, stamp.Time, stamp.Length);
        var read = new ItemState { Stamp = stamp, Hash = hash, Listed = entry, CredentialStamp = credentials };
        var state = ItemStates.After(entry, former, read, reading, good, time.GetUtcNow());
        if (reading.Inventory is { } inventory)
        {
            _readings.Add($"{good!.Number}", reading);
            Note(name, stamp, inventory);
        }

        Report(name, former, state);
        item.State = state;
        Changed.Raise();
        return state;
    }

    private void Note(string name, ItemStamp stamp, DeviceInventory inventory)
    {
        try
        {
            versions.Note(VersionName(name, stamp.IsUpload), inventory, stamp.Time);
        }
        catch (VaultException e)
        {
            // The difference to the version before is a comfort; the inventory itself can be used.
            logger.VersionNotKept(name, e.Message);
        }
    }

    private void Report(string name, ItemState? former, ItemState state)
    {
        if (state.Listed.BrokenSince is null && former?.Listed.BrokenSince is not null)
        {
            logger.FileMended(name, state.Listed.Devices);
        }
        else if (state.Listed.LastGood is not null && former?.Listed.BrokenSince is null)
        {
            var errors = state.Listed.Findings.Where(finding => finding.Severity is FindingSeverity.Error).ToArray();
            logger.FileBroke(name, errors.Length, errors is [var first, ..] ? first.Line : 1);
        }
    }

    private Task<InventoryReading> ReadTogetherAsync(List<(string Name, ItemState? State)> states, CancellationToken cancellationToken) =>
        desk.ReadAsync(() => states.ConvertAll(known => sources.LoadInUse(known.Name, known.State!.Good!)), looksForFiles: true, cancellationToken);

    private async Task<InventoryReading> ReadPartsAsync(List<(string Name, ItemState? State)> states, CancellationToken cancellationToken)
    {
        var parts = new List<(LoadedSource Source, ImmutableDictionary<string, string> Secrets)>(states.Count);
        foreach (var (name, state) in states)
        {
            parts.Add(await sources.LoadAsync(name, state!.Stamp, cancellationToken).ConfigureAwait(false));
        }

        return await desk.ReadAsync(() => parts, looksForFiles: true, cancellationToken).ConfigureAwait(false);
    }

    private InventoryEntry EntryOf(string name, bool isUpload, DateTimeOffset written, long size) =>
        _items.TryGetValue(name, out var item) && item.State is { } state && state.Stamp.IsUpload == isUpload
            ? state.Listed with { LastWriteTime = written, Size = size }
            : new InventoryEntry(name, isUpload, written, size);
}
