using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using NetDashboard.Inventory.Vault;

namespace NetDashboard.Inventory.Files;

/// <summary>
/// The inventories to choose from: the YAML files of one folder, which belong to whoever put them there and are only read, and uploads,
/// which the library keeps without their secrets in clear. Thread-safe.
/// </summary>
public sealed class InventoryLibrary
{
    /// <summary>Most uploads that are held at a time.</summary>
    public const int MaxUploads = 100;

    /// <summary>Most bytes of uploads that are held at a time: 64 MB.</summary>
    public const int MaxUploadBytes = 64 * 1024 * 1024;

    /// <summary>Most previews that are held at a time, of together <see cref="MaxUploadBytes"/>; the oldest makes room.</summary>
    public const int MaxPreviews = 16;

    /// <summary>Most files that one upload may come in.</summary>
    public const int MaxFilesTogether = 10;

    private readonly LibraryShelf _shelf;
    private readonly UploadStore _uploads;
    private readonly VersionStore _versions;
    private readonly FormatChoices _formats;
    private readonly UploadDesk _desk;
    private readonly TimeProvider _time;
    private readonly ILogger<InventoryLibrary> _logger;

    /// <summary>A library that keeps nothing beyond the process.</summary>
    /// <param name="directory">The folder of files; need not exist.</param>
    /// <param name="time">The clock; <see langword="null"/> for the system's.</param>
    public InventoryLibrary(string directory, TimeProvider? time = null)
        : this(directory, dataFolder: null, SecretVault.InMemory(), credentials: null, time ?? TimeProvider.System, NullLogger<InventoryLibrary>.Instance)
    {
    }

    /// <summary>A library that keeps its uploads.</summary>
    /// <param name="directory">The folder of files; need not exist.</param>
    /// <param name="dataFolder">The folder uploads are kept in, see <see cref="DataFolder"/>; <see langword="null"/> to keep them in memory.</param>
    /// <param name="vault">Encrypts the secrets of uploads.</param>
    /// <param name="credentials">What inventories refer to by name; <see langword="null"/> for none.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Told of files that break and mend.</param>
    public InventoryLibrary(
        string directory, string? dataFolder, SecretVault vault, CredentialStore? credentials, TimeProvider time, ILogger<InventoryLibrary> logger)
    {
        Directory = Path.GetFullPath(directory);
        _time = time;
        _logger = logger;
        _uploads = new UploadStore(In(UploadStore.FolderName), vault);
        _versions = new VersionStore(In(VersionStore.FolderName), vault);
        _formats = new FormatChoices(In(FormatChoices.FileName));
        var desk = new ReadingDesk(credentials);
        _shelf = new LibraryShelf(new LibrarySources(Directory, _uploads, _formats), _uploads, _versions, desk, time, logger);
        _desk = new UploadDesk(Directory, _uploads, _versions, _shelf, desk, vault, time, logger);
        if (credentials is not null)
        {
            credentials.Changed += (_, _) => _shelf.Changed.Raise();
        }

        string? In(string name) => dataFolder is null ? null : Path.Join(Path.GetFullPath(dataFolder), name);
    }

    /// <summary>The folder whose files are listed.</summary>
    public string Directory { get; }

    /// <summary>All inventories now, by name, as far as they have been read. Cheap.</summary>
    public IReadOnlyList<InventoryEntry> List() => _shelf.List();

    /// <summary>
    /// Reads inventories together, in the order given; what has not changed is not read again, and what is broken now is taken in its last
    /// good version, with a remark. A name the library does not have is an error finding.
    /// </summary>
    public Task<InventoryReading> ReadAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken = default) =>
        _shelf.ReadAsync(names, cancellationToken);

    /// <summary>Reads what was not read yet or has changed.</summary>
    public Task RefreshAsync(CancellationToken cancellationToken = default) => _shelf.RefreshAsync(cancellationToken);

    /// <summary>
    /// Names of the inventories that refer to a named credential, in their present text or in the last good version that is in use, by name. Cheap;
    /// what has not been read yet is not among them, see <see cref="RefreshAsync"/>.
    /// </summary>
    /// <param name="credential">The credential, there or not.</param>
    public IReadOnlyList<string> UsersOf(string credential) => _shelf.UsersOf(credential);

    /// <summary>Watches the folder until cancelled: changes are read and shown within 2 s. Once at a time.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        _uploads.CleanUp();
        _versions.CleanUp();
        var isFirst = true;
        using var watch = new FolderWatch(Directory, _shelf.Suspect, _time, _logger);
        var credentials = WakeAsync(watch, cancellationToken);
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await watch.WaitAsync(cancellationToken).ConfigureAwait(false);
                await _shelf.RefreshAsync(cancellationToken).ConfigureAwait(false);
                if (isFirst && System.IO.Directory.Exists(Directory))
                {
                    isFirst = false;
                    _versions.KeepOnly(_shelf.VersionNames());
                }
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or VaultException)
            {
                // One bad moment of a disk must not end the watching for good.
                _logger.LookFailed(e, Directory);
                await Task.Delay(TimeSpan.FromSeconds(1), _time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        await credentials.ConfigureAwait(false);
    }

    /// <summary>The entries now, then again whenever something changed. Whoever reads slowly skips what lay between; nothing piles up.</summary>
    /// <param name="minInterval">Shortest time between two lists.</param>
    /// <param name="cancellationToken">Ends the watching.</param>
    public async IAsyncEnumerable<IReadOnlyList<InventoryEntry>> WatchAsync(
        TimeSpan minInterval, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var next = _shelf.Changed.Next;
            yield return _shelf.List();
            await next.WaitAsync(cancellationToken).ConfigureAwait(false);
            await Task.Delay(minInterval, _time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Reads an upload without keeping it.</summary>
    /// <param name="name">The name it came with; any path in it is dropped and unusual characters are replaced.</param>
    /// <param name="content">The file, read to its end; more than <see cref="InventoryReader.MaxBytes"/> is a finding, whatever length was promised.</param>
    /// <param name="format">Name of the format to read it as; <see langword="null"/> to recognise it.</param>
    /// <param name="replaces">The upload whose place it is to take, whose <c>${secret:N}</c> it may go on using; <see langword="null"/> for the one of its name, if any.</param>
    /// <param name="cancellationToken">Ends the reading; nothing is left behind.</param>
    /// <exception cref="IOException">The stream broke, stood still for 30 s, or too many uploads are under way.</exception>
    public Task<InventoryPreview> PreviewUploadAsync(
        string name, Stream content, string? format = null, string? replaces = null, CancellationToken cancellationToken = default) =>
        _desk.PreviewAsync(name, content, format, replaces, cancellationToken);

    /// <summary>
    /// Reads an upload of several files that are the hosts, groups and defaults of one Nornir inventory, without keeping it. Findings name the files as they
    /// came; what is accepted is kept as one inventory, called like the file with the hosts. One file alone is read as any other upload.
    /// </summary>
    /// <param name="files">The files, at most <see cref="MaxFilesTogether"/>; together they take the room of one upload each.</param>
    /// <param name="replaces">The upload whose place it is to take; <see langword="null"/> for the one of its name, if any.</param>
    /// <param name="cancellationToken">Ends the reading; nothing is left behind.</param>
    /// <exception cref="IOException">A stream broke, stood still for 30 s, or too many uploads are under way.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are no files, or too many.</exception>
    public Task<InventoryPreview> PreviewUploadAsync(IReadOnlyList<UploadFile> files, string? replaces = null, CancellationToken cancellationToken = default)
    {
        if (files.Count is 0 or > MaxFilesTogether)
        {
            throw new ArgumentOutOfRangeException(nameof(files), files.Count, $"An upload comes in 1 to {MaxFilesTogether} files.");
        }

        return files is [var only] ? PreviewUploadAsync(only.Name, only.Content, format: null, replaces, cancellationToken) : _desk.PreviewAsync(files, replaces, cancellationToken);
    }

    /// <summary>Reads the upload of a preview in another format; the former preview ends.</summary>
    /// <param name="preview">The former preview, still alive.</param>
    /// <param name="format">Name of the format; <see langword="null"/> to recognise it.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="InvalidOperationException">The former preview has ended, or is of several files.</exception>
    public Task<InventoryPreview> PreviewAgainAsync(InventoryPreview preview, string? format, CancellationToken cancellationToken = default) =>
        _desk.PreviewAgainAsync(preview, format, cancellationToken);

    /// <summary>Takes an upload into the library: its structure is kept in clear, its secrets encrypted, the original is discarded.</summary>
    /// <param name="preview">A preview that is alive and good; it ends when the upload is taken in.</param>
    /// <param name="name">The name it is to have; <see langword="null"/> for <see cref="InventoryPreview.Name"/>.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task<LibraryOutcome> AcceptUploadAsync(InventoryPreview preview, string? name = null, CancellationToken cancellationToken = default) =>
        _desk.AcceptAsync(preview, name, cancellationToken);

    /// <summary>Gives an upload another name. Files of the folder are their owner's and refused.</summary>
    public Task<LibraryOutcome> RenameAsync(string name, string newName, CancellationToken cancellationToken = default) =>
        ChangeAsync(name, () => _desk.Rename(name, newName), cancellationToken);

    /// <summary>Forgets an upload with its secrets. Files of the folder are their owner's and refused.</summary>
    public Task<LibraryOutcome> DeleteAsync(string name, CancellationToken cancellationToken = default) =>
        ChangeAsync(name, () => _desk.Delete(name), cancellationToken);

    /// <summary>Chooses the format an inventory is read as, until chosen otherwise.</summary>
    /// <param name="name">A file or an upload.</param>
    /// <param name="format">Name of the format, see <see cref="InventoryReader.Formats"/>; <see langword="null"/> to recognise it by content.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task<LibraryOutcome> SetFormatAsync(string name, string? format, CancellationToken cancellationToken = default) => ChangeAsync(
        name,
        () =>
        {
            if (format is not null && !InventoryReader.Formats.Any(known => known.Name == format))
            {
                return new LibraryOutcome(name, "There is no format of this name.");
            }

            if (_uploads.Find(name) is not null)
            {
                _uploads.Change(name, upload => upload with { Format = format });
            }
            else
            {
                _formats.Choose(name, format);
            }

            return new LibraryOutcome(name);
        },
        cancellationToken);

    /// <summary>The text of an inventory without its secrets: <c>${secret:N}</c> stands for each, comments are blanked.</summary>
    public Task<InventoryDownload> DownloadAsync(string name, CancellationToken cancellationToken = default) => _desk.DownloadAsync(name, cancellationToken);

    /// <summary>What the present version of an inventory changed; <see langword="null"/> when no former one is known.</summary>
    public async Task<InventoryDifference?> DifferenceAsync(string name, CancellationToken cancellationToken = default)
    {
        var state = await _shelf.UpToDateAsync(name, cancellationToken).ConfigureAwait(false);
        return state is null ? null : await Task.Run(() => _versions.Difference(LibraryShelf.VersionName(name, state.Listed.IsUpload)), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads an uploaded inventory and, when it has no errors, keeps it; a later upload of the same name takes its place.</summary>
    /// <param name="name">The name it came with; any path in it is dropped and unusual characters are replaced.</param>
    /// <param name="content">The file. The bytes are copied.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<InventoryUpload> AddUploadAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
    {
        using var preview = await _desk.PreviewAsync(name, content.ToArray(), format: null, replaces: null, cancellationToken).ConfigureAwait(false);
        var reading = preview.Content?.Reading ?? new InventoryReading(null, preview.Findings);
        if (!preview.IsGood)
        {
            return new InventoryUpload(preview.Name, reading);
        }

        var outcome = await _desk.AcceptAsync(preview, name: null, cancellationToken).ConfigureAwait(false);
        return new InventoryUpload(outcome.Name, outcome.Problem is { } problem ? ItemStates.Unreadable(outcome.Name, problem) : reading);
    }

    /// <summary>Reads an uploaded inventory and, when it has no errors, keeps it; blocks until that is done.</summary>
    /// <param name="name">The name it came with.</param>
    /// <param name="content">The file. The bytes are copied.</param>
    public InventoryUpload AddUpload(string name, ReadOnlyMemory<byte> content) => Task.Run(() => AddUploadAsync(name, content)).GetAwaiter().GetResult();

    /// <summary>Forgets an upload.</summary>
    /// <returns>Whether there was one of that name.</returns>
    public bool RemoveUpload(string name) => _desk.Delete(name).IsDone;

    private async Task<LibraryOutcome> ChangeAsync(string name, Func<LibraryOutcome> change, CancellationToken cancellationToken)
    {
        LibraryOutcome outcome;
        try
        {
            outcome = await Task.Run(change, cancellationToken).ConfigureAwait(false);
        }
        catch (VaultException e)
        {
            return new LibraryOutcome(name, e.Message);
        }

        await _shelf.UpToDateAsync(outcome.Name, cancellationToken).ConfigureAwait(false);
        _shelf.Changed.Raise();
        return outcome;
    }

    // What changes elsewhere than in the folder, a named credential say, makes inventories to be read again too.
    private async Task WakeAsync(FolderWatch watch, CancellationToken cancellationToken)
    {
        var next = _shelf.Changed.Next;
        while (!cancellationToken.IsCancellationRequested)
        {
            await next.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            next = _shelf.Changed.Next;
            watch.Wake();
            await Task.Delay(TimeSpan.FromMilliseconds(500), _time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
