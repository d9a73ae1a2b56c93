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
    LibrarySources sources, UploadStore uploads, VersionStore versions, CredentialStore? credentials, TimeProvider time, ILogger<InventoryLibrary> logger)
{
    private const string NoSuchInventory = "The library has no inventory of this name.";

    // Reading is work for a processor and takes memory by the size of the file, so few at a time.
    private static readonly SemaphoreSlim s_desks = new(2);

    private readonly ConcurrentDictionary<string, LibraryItem> _items = new(StringComparer.Ordinal);
    private readonly ReadingCache _readings = new();
    private long _versions;
    private int _credentials;

    /// <summary>Tells of every change that can be seen from outside.</summary>
    public ChangeSignal Changed { get; } = new();

    /// <summary>Named credentials changed: what refers to them is to be read again.</summary>
    public void OnCredentialsChanged() => Interlocked.Increment(ref _credentials);

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
            entries.Add(EntryOf(file.Name, isUpload: false, new DateTimeOffset(file.LastWriteTimeUtc), file.Exists ? file.Length : 0));
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
            return new InventoryReading(null, [.. states.SelectMany(known => known.State?.Listed.Findings ?? Missing(known.Name).Findings)]);
        }

        var key = string.Join('\n', states.Select(known => $"{known.State!.Good!.Number}"));
        var reading = _readings.Find(key);
        if (reading is null)
        {
            reading = await ReadTogetherAsync(states, cancellationToken).ConfigureAwait(false);
            _readings.Add(key, reading);
        }

        var remarks = states.Where(known => known.State!.Listed.LastGood is not null).Select(known => LastGoodRemark(known.State!.Listed)).ToArray();
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

    /// <summary>Reads a source, with what it may refer to.</summary>
    public async Task<InventoryReading> ReadOneAsync(LoadedSource source, ImmutableDictionary<string, string> secrets, bool looksForFiles, CancellationToken cancellationToken)
    {
        var references = ReferencesOf([(source.Source.Name, secrets)]);
        await s_desks.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await Task.Run(() => InventoryReader.Read([source], looksForFiles ? File.Exists : null, references), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            s_desks.Release();
        }
    }

    private ItemState? IsFresh(LibraryItem item, ItemStamp? stamp) =>
        item.State is { } state && !item.IsSuspect && state.Stamp == stamp && (state.Credentials ?? _credentials) == _credentials ? state : null;

    private async Task<ItemState?> ReadAgainAsync(string name, LibraryItem item, CancellationToken cancellationToken)
    {
        item.IsSuspect = false;
        if (sources.StampOf(name) is not { } stamp)
        {
            return null;
        }

        var former = item.State?.Stamp.IsUpload == stamp.IsUpload ? item.State : null;
        var known = Volatile.Read(ref _credentials);
        var (loaded, secrets) = await sources.LoadAsync(name, stamp, cancellationToken).ConfigureAwait(false);
        var content = loaded.Source.Content;
        var hash = SHA256.HashData(content.Span);
        if (former is not null && loaded.Problem is null && former.Hash.AsSpan().SequenceEqual(hash)
            && former.Stamp.Format == stamp.Format && (former.Credentials ?? known) == known && former.Stamp.Change == stamp.Change)
        {
            return item.State = former with { Stamp = stamp, Listed = former.Listed with { LastWriteTime = stamp.Time } };
        }

        var reading = item.Prepared is { } prepared && stamp.IsUpload && prepared.Change == stamp.Change
            ? prepared.Reading
            : await ReadOneAsync(loaded, secrets, looksForFiles: true, cancellationToken).ConfigureAwait(false);
        item.Prepared = null;
        var state = StateOf(name, stamp, former, reading, content) with
        {
            Hash = hash,
            Credentials = content.Span.IndexOf("credential"u8) >= 0 ? known : null,
        };
        if (reading.Inventory is { } inventory)
        {
            _readings.Add($"{state.Good!.Number}", reading);
            Note(name, stamp, inventory);
        }

        Report(name, former, state);
        item.State = state;
        Changed.Raise();
        return state;
    }

    private ItemState StateOf(string name, ItemStamp stamp, ItemState? former, InventoryReading reading, ReadOnlyMemory<byte> content)
    {
        var file = reading.Files is [var only, ..] ? only : null;
        var entry = new InventoryEntry(name, stamp.IsUpload, stamp.Time, stamp.Length)
        {
            IsRead = true,
            Format = file?.Format,
            IsFormatChosen = stamp.Format is not null,
            Findings = reading.Findings,
        };
        if (reading.Inventory is { } inventory)
        {
            var good = new GoodVersion(Interlocked.Increment(ref _versions), stamp.IsUpload ? null : GoodVersion.Pack(content.Span), stamp.Time, stamp.Format);
            return new ItemState
            {
                Stamp = stamp,
                Hash = [],
                Good = good,
                Listed = entry with { Devices = inventory.Devices.Length, Protocols = InventoryCounts.Protocols(inventory) },
            };
        }

        // An upload was good when it was accepted; its text cannot break, only what it refers to, and then there is no other version.
        var last = stamp.IsUpload ? null : former?.Good;
        return new ItemState
        {
            Stamp = stamp,
            Hash = [],
            Good = last,
            Listed = entry with
            {
                BrokenSince = former?.Listed.BrokenSince ?? time.GetUtcNow(),
                LastGood = last?.Time,
                Devices = last is null ? 0 : former!.Listed.Devices,
                Protocols = last is null ? [] : former!.Listed.Protocols,
            },
        };
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

    private async Task<InventoryReading> ReadTogetherAsync(List<(string Name, ItemState? State)> states, CancellationToken cancellationToken)
    {
        await s_desks.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await Task.Run(
                () =>
                {
                    var inUse = states.ConvertAll(known => sources.InUse(known.Name, known.State!.Good!));
                    var references = ReferencesOf([.. inUse.Select(source => (source.Source.Name, source.Secrets))]);
                    return InventoryReader.Read([.. inUse.Select(source => new LoadedSource(source.Source))], File.Exists, references);
                },
                cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            s_desks.Release();
        }
    }

    private KeptReferences ReferencesOf(IEnumerable<(string Name, ImmutableDictionary<string, string> Secrets)> files)
    {
        var stored = new Dictionary<string, ImmutableDictionary<string, string>>(StringComparer.Ordinal);
        foreach (var (name, secrets) in files)
        {
            stored[name] = secrets;
        }

        return new KeptReferences(credentials, stored);
    }

    private static InventoryReading Missing(string name) => InventoryReader.Read(
        [new LoadedSource(new InventorySource(LibraryNames.Sanitise(name), ReadOnlyMemory<byte>.Empty), NoSuchInventory)], fileExists: null);

    private static InventoryFinding LastGoodRemark(InventoryEntry entry)
    {
        var first = entry.Findings.FirstOrDefault(finding => finding.Severity is FindingSeverity.Error);
        return new InventoryFinding(
            entry.Name,
            first?.Line ?? 1,
            first?.Column ?? 1,
            FindingSeverity.Warning,
            $"The file as it is now cannot be used, so its last good version of {entry.LastGood:yyyy-MM-dd HH:mm:ss} UTC is. {first?.Message}")
        {
            Code = "last-good-version",
        };
    }

    private InventoryEntry EntryOf(string name, bool isUpload, DateTimeOffset written, long size) =>
        _items.TryGetValue(name, out var item) && item.State is { } state && state.Stamp.IsUpload == isUpload
            ? state.Listed with { LastWriteTime = written, Size = size }
            : new InventoryEntry(name, isUpload, written, size);
}
