using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using NetDashboard.Inventory.Vault;

namespace NetDashboard.Inventory.Files;

/// <summary>
/// Knows each inventory of the library as it is now, reads it once per change, and holds on to its last good version while the present one
/// is broken. Thread-safe.
/// </summary>
internal sealed class LibraryShelf(
    string directory, UploadStore uploads, VersionStore versions, FormatChoices formats, CredentialStore? credentials, TimeProvider time, ILogger<InventoryLibrary> logger)
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

    /// <summary>All inventories now, by name, as far as they have been read.</summary>
    public IReadOnlyList<InventoryEntry> List()
    {
        var entries = new List<InventoryEntry>();
        var stored = uploads.List();
        var names = stored.Select(upload => upload.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var file in ListFiles().Where(file => !names.Contains(file.Name)))
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
            return new InventoryReading(null, [.. states.SelectMany(known => known.State?.Entry.Findings ?? Missing(known.Name).Findings)]);
        }

        var key = string.Join('\n', states.Select(known => $"{known.State!.Good!.Number}"));
        var reading = _readings.Find(key);
        if (reading is null)
        {
            reading = await ReadTogetherAsync(states, cancellationToken).ConfigureAwait(false);
            _readings.Add(key, reading);
        }

        var remarks = states.Where(known => known.State!.Entry.LastGood is not null).Select(known => LastGoodRemark(known.State!.Entry)).ToArray();
        return remarks is [] ? reading : reading with { Findings = [.. remarks, .. reading.Findings] };
    }

    /// <summary>The bytes of the version in use, and for an upload its secrets; <see langword="null"/> when there is none.</summary>
    public async Task<(InventorySource Source, ImmutableDictionary<string, string> Secrets)?> SourceInUseAsync(string name, CancellationToken cancellationToken) =>
        await UpToDateAsync(name, cancellationToken).ConfigureAwait(false) is { Good: { } good } state ? InUse(name, state, good) : null;

    /// <summary>What is known of an inventory, read again if it has changed; <see langword="null"/> when there is none.</summary>
    public async Task<ItemState?> UpToDateAsync(string name, CancellationToken cancellationToken)
    {
        if (StampOf(name) is null)
        {
            if (_items.TryRemove(name, out _))
            {
                Changed.Raise();
            }

            return null;
        }

        var item = _items.GetOrAdd(name, static _ => new LibraryItem());
        if (IsFresh(item, StampOf(name)) is { } fresh)
        {
            return fresh;
        }

        await item.Gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // Another may have read it meanwhile.
            return IsFresh(item, StampOf(name)) ?? await ReadAgainAsync(name, item, cancellationToken).ConfigureAwait(false);
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
        if (StampOf(name) is not { } stamp)
        {
            return null;
        }

        var former = item.State?.Stamp.IsUpload == stamp.IsUpload ? item.State : null;
        var known = Volatile.Read(ref _credentials);
        var (loaded, secrets) = await LoadAsync(name, stamp, cancellationToken).ConfigureAwait(false);
        var content = loaded.Source.Content;
        var hash = SHA256.HashData(content.Span);
        if (former is not null && loaded.Problem is null && former.Hash.AsSpan().SequenceEqual(hash)
            && former.Stamp.Format == stamp.Format && (former.Credentials ?? known) == known && former.Stamp.Change == stamp.Change)
        {
            return item.State = former with { Stamp = stamp, Entry = former.Entry with { LastWriteTime = stamp.Time } };
        }

        var reading = await ReadOneAsync(loaded, secrets, looksForFiles: true, cancellationToken).ConfigureAwait(false);
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
                Entry = entry with { Devices = inventory.Devices.Length, Protocols = InventoryCounts.Protocols(inventory) },
            };
        }

        // An upload was good when it was accepted; its text cannot break, only what it refers to, and then there is no other version.
        var last = stamp.IsUpload ? null : former?.Good;
        return new ItemState
        {
            Stamp = stamp,
            Hash = [],
            Good = last,
            Entry = entry with
            {
                BrokenSince = former?.Entry.BrokenSince ?? time.GetUtcNow(),
                LastGood = last?.Time,
                Devices = last is null ? 0 : former!.Entry.Devices,
                Protocols = last is null ? [] : former!.Entry.Protocols,
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
        if (state.Entry.BrokenSince is null && former?.Entry.BrokenSince is not null)
        {
            logger.FileMended(name, state.Entry.Devices);
        }
        else if (state.Entry.LastGood is not null && former?.Entry.BrokenSince is null)
        {
            var errors = state.Entry.Findings.Where(finding => finding.Severity is FindingSeverity.Error).ToArray();
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
                    var inUse = states.ConvertAll(known => InUse(known.Name, known.State!, known.State!.Good!));
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

    private (InventorySource Source, ImmutableDictionary<string, string> Secrets) InUse(string name, ItemState state, GoodVersion good)
    {
        if (good.Text is { } text)
        {
            return (new InventorySource(name, GoodVersion.Unpack(text), directory) { Format = good.Format }, ImmutableDictionary<string, string>.Empty);
        }

        _ = state;
        var upload = uploads.Load(name);
        return (new InventorySource(name, Encoding.UTF8.GetBytes(upload.Text)) { Format = upload.Format }, uploads.SecretsOf(name));
    }

    private async Task<(LoadedSource Source, ImmutableDictionary<string, string> Secrets)> LoadAsync(string name, ItemStamp stamp, CancellationToken cancellationToken)
    {
        if (!stamp.IsUpload)
        {
            var file = await InventoryFiles.LoadAsync(name, Path.Join(directory, name), cancellationToken).ConfigureAwait(false);
            return (file with { Source = file.Source with { Format = stamp.Format } }, ImmutableDictionary<string, string>.Empty);
        }

        try
        {
            var upload = uploads.Load(name);
            return (new LoadedSource(new InventorySource(name, Encoding.UTF8.GetBytes(upload.Text)) { Format = upload.Format }), uploads.SecretsOf(name));
        }
        catch (VaultException e)
        {
            return (new LoadedSource(new InventorySource(name, ReadOnlyMemory<byte>.Empty), e.Message), ImmutableDictionary<string, string>.Empty);
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

    private ItemStamp? StampOf(string name)
    {
        if (uploads.Find(name) is { } upload)
        {
            return new ItemStamp(IsUpload: true, upload.Size, upload.Time, upload.Change, upload.Format);
        }

        // Only what the folder lists can be read, so that a name from outside cannot lead out of it.
        return LibraryNames.IsListable(name) && new FileInfo(Path.Join(directory, name)) is { Exists: true } file
            ? new ItemStamp(IsUpload: false, file.Length, new DateTimeOffset(file.LastWriteTimeUtc), 0, formats.Find(name))
            : null;
    }

    private InventoryEntry EntryOf(string name, bool isUpload, DateTimeOffset written, long size) =>
        _items.TryGetValue(name, out var item) && item.State is { } state && state.Stamp.IsUpload == isUpload
            ? state.Entry with { LastWriteTime = written, Size = size }
            : new InventoryEntry(name, isUpload, written, size);

    private List<FileInfo> ListFiles()
    {
        try
        {
            return [.. new DirectoryInfo(directory).EnumerateFiles().Where(file => LibraryNames.IsListable(file.Name))];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A folder that is not there, or not ours to read, holds no inventories; uploads work all the same.
            return [];
        }
    }
}
