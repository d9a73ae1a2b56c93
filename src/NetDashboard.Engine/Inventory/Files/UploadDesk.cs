using System.Collections.Immutable;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using NetDashboard.Inventory.Vault;
using NetDashboard.Inventory.Yaml;

namespace NetDashboard.Inventory.Files;

/// <summary>Where uploads come in, are shown before they are taken, and are changed later. Thread-safe.</summary>
internal sealed class UploadDesk(
    string directory, UploadStore uploads, VersionStore versions, LibraryShelf shelf, ReadingDesk desk, SecretVault vault, TimeProvider time, ILogger<InventoryLibrary> logger)
{
    private const string NotOurs = "This inventory is a file of the inventories folder and belongs to whoever put it there. Change it there.";
    private const string Unknown = "The library has no inventory of this name.";

    private readonly UploadIntake _intake = new(time);
    private readonly UploadJoiner _joiner = new(desk, vault);
    private readonly Lock _gate = new();
    private readonly List<InventoryPreview> _previews = [];

    /// <summary>Reads an upload from its stream without keeping it.</summary>
    public async Task<InventoryPreview> PreviewAsync(string name, Stream content, string? format, string? replaces, CancellationToken cancellationToken)
    {
        using var arrived = await _intake.ReadAsync(content, cancellationToken).ConfigureAwait(false);
        return await PreviewAsync(name, arrived.Content, format, replaces, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads several files that are parts of one inventory without keeping them.</summary>
    public async Task<InventoryPreview> PreviewAsync(IReadOnlyList<UploadFile> files, string? replaces, CancellationToken cancellationToken)
    {
        var arrived = new List<ArrivedUpload>(files.Count);
        try
        {
            foreach (var file in files)
            {
                arrived.Add(await _intake.ReadAsync(file.Content, cancellationToken).ConfigureAwait(false));
            }

            var names = files.Select(file => LibraryNames.Sanitise(file.Name)).ToImmutableArray();
            var proposed = ProposedName(UploadJoiner.NameOf(names), replaces);
            var sources = names.Zip(arrived, (name, file) => new InventorySource(name, file.Content)).ToImmutableArray();
            var joined = await _joiner.JoinAsync(proposed, sources, SecretsOf(uploads.Find(proposed)?.Name), cancellationToken).ConfigureAwait(false);
            return await ShowAsync(proposed, joined, names, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            arrived.ForEach(one => one.Dispose());
        }
    }

    /// <summary>Reads an upload without keeping it.</summary>
    public async Task<InventoryPreview> PreviewAsync(string name, ReadOnlyMemory<byte> content, string? format, string? replaces, CancellationToken cancellationToken)
    {
        var proposed = ProposedName(LibraryNames.Sanitise(name), replaces);
        var source = new InventorySource(proposed, content) { Format = format };
        var secrets = SecretsOf(uploads.Find(proposed)?.Name);
        var reading = await desk.ReadAsync(new LoadedSource(source), secrets, looksForFiles: true, cancellationToken).ConfigureAwait(false);
        return await ShowAsync(proposed, new JoinedUpload(source, reading, reading.Findings), [], cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads the upload of a preview in another format.</summary>
    /// <exception cref="InvalidOperationException">The former preview has ended, or is of several files.</exception>
    public async Task<InventoryPreview> PreviewAgainAsync(InventoryPreview preview, string? format, CancellationToken cancellationToken)
    {
        if (!preview.Files.IsEmpty)
        {
            throw new InvalidOperationException("Several files are taken in together in one format only.");
        }

        var content = preview.Content?.Content ?? throw new InvalidOperationException("The preview has ended.");
        var again = await PreviewAsync(preview.Name, content, format, preview.Replaces, cancellationToken).ConfigureAwait(false);
        preview.Dispose();
        return again;
    }

    /// <summary>Takes an upload in.</summary>
    public async Task<LibraryOutcome> AcceptAsync(InventoryPreview preview, string? name, CancellationToken cancellationToken)
    {
        var target = name is null ? preview.Name : LibraryNames.Sanitise(name);
        if (preview.Content is not { } content)
        {
            return new LibraryOutcome(target, "This preview has ended: it was accepted, discarded, or made room for later ones. Upload the file again.");
        }

        if (content.Reading is not { Inventory: { } inventory, Files: [var file, ..] })
        {
            return new LibraryOutcome(target, "This upload has errors, so nothing of it was taken in.");
        }

        if (WhyTaken(target, preview.Replaces) is { } taken)
        {
            return new LibraryOutcome(target, taken);
        }

        try
        {
            var (upload, secrets) = await Task.Run(() => Split(target, preview.Replaces, content, file), cancellationToken).ConfigureAwait(false);
            if (await ReadSameAsync(upload, secrets, inventory, cancellationToken).ConfigureAwait(false) is not { } kept)
            {
                logger.UploadNotTheSame(target);
                return new LibraryOutcome(target, "This upload cannot be kept: with its secrets taken out and put back it would not mean the same. Nothing of it was taken in. Put the file into the inventories folder.");
            }

            var (problem, change) = await Task.Run(() => uploads.Save(upload, secrets, preview.Replaces), cancellationToken).ConfigureAwait(false);
            if (problem is not null)
            {
                return new LibraryOutcome(target, problem);
            }

            shelf.Prepare(target, change, kept);
        }
        catch (VaultException e)
        {
            return new LibraryOutcome(target, e.Message);
        }

        preview.Dispose();
        await shelf.UpToDateAsync(target, cancellationToken).ConfigureAwait(false);
        shelf.Changed.Raise();
        return new LibraryOutcome(target);
    }

    /// <summary>Gives an upload another name.</summary>
    /// <exception cref="VaultException">It cannot be read or written.</exception>
    public LibraryOutcome Rename(string name, string newName)
    {
        var target = LibraryNames.Sanitise(newName);
        if (uploads.Find(name) is null)
        {
            return new LibraryOutcome(name, IsFile(name) ? NotOurs : Unknown);
        }

        if (target == name)
        {
            return new LibraryOutcome(name);
        }

        if (WhyTaken(target, replaces: null) is { } taken)
        {
            return new LibraryOutcome(name, taken);
        }

        uploads.Change(name, upload => upload with { Name = target });
        versions.Rename(LibraryShelf.VersionName(name, isUpload: true), LibraryShelf.VersionName(target, isUpload: true));
        return new LibraryOutcome(target);
    }

    /// <summary>Forgets an upload.</summary>
    /// <exception cref="VaultException">Its file cannot be removed.</exception>
    public LibraryOutcome Delete(string name)
    {
        if (!uploads.Remove(name))
        {
            return new LibraryOutcome(name, IsFile(name) ? NotOurs : Unknown);
        }

        versions.Remove(LibraryShelf.VersionName(name, isUpload: true));
        return new LibraryOutcome(name);
    }

    /// <summary>The text of the version in use without its secrets.</summary>
    public async Task<InventoryDownload> DownloadAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            if (uploads.Find(name) is not null)
            {
                return new InventoryDownload(name, uploads.Load(name).Text);
            }

            if (await shelf.SourceInUseAsync(name, cancellationToken).ConfigureAwait(false) is not { } use)
            {
                return new InventoryDownload(
                    name, null, IsFile(name) ? "What cannot be read cannot be told from its secrets. Mend the file first; its findings say how." : Unknown);
            }

            var reading = await desk.ReadAsync(new LoadedSource(use.Source), use.Secrets, looksForFiles: false, cancellationToken).ConfigureAwait(false);
            return reading is { Inventory: not null, Files: [var file, ..] }
                ? new InventoryDownload(name, SecretSplitter.Split(YamlText.Decode(use.Source.Content.Span), file.SecretSpans).Structure)
                : new InventoryDownload(name, null, "The inventory can no longer be read; its findings say why.");
        }
        catch (VaultException e)
        {
            return new InventoryDownload(name, null, e.Message);
        }
    }

    private string ProposedName(string name, string? replaces) => replaces is not null && uploads.Find(replaces) is not null ? replaces : Distinct(name);

    private async Task<InventoryPreview> ShowAsync(string proposed, JoinedUpload upload, ImmutableArray<string> files, CancellationToken cancellationToken)
    {
        var former = uploads.Find(proposed)?.Name;
        var preview = new InventoryPreview(former, upload, files)
        {
            Difference = former is not null && upload.Reading.Inventory is { } inventory
                ? await Task.Run(() => DifferenceTo(former, inventory), cancellationToken).ConfigureAwait(false)
                : null,
        };
        Hold(preview);
        return preview;
    }

    private InventoryDifference? DifferenceTo(string former, DeviceInventory inventory)
    {
        try
        {
            return versions.DifferenceTo(LibraryShelf.VersionName(former, isUpload: true), inventory, time.GetUtcNow());
        }
        catch (VaultException e)
        {
            // The difference is a comfort; whether the upload can be kept is said when it is accepted.
            logger.VersionNotKept(former, e.Message);
            return null;
        }
    }

    private (StoredUpload Upload, ImmutableDictionary<string, string> Secrets) Split(
        string name, string? replaces, InventoryPreview.WholeUpload content, InventoryFileReading file)
    {
        var text = YamlText.Decode(content.Content.Span);
        var (structure, secrets) = SecretSplitter.Split(text, file.SecretSpans);
        var former = uploads.SecretsOf(replaces);
        foreach (var id in SecretSplitter.UsedIds(structure).Where(id => !secrets.ContainsKey(id) && former.ContainsKey(id)))
        {
            secrets = secrets.Add(id, former[id]);
        }

        var upload = new StoredUpload
        {
            Id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12)),
            Name = name,
            Format = content.Format,
            Time = time.GetUtcNow(),
            Size = content.Content.Length,
            Text = structure,
            Secrets = string.Empty,
        };
        return (upload, secrets);
    }

    // The original is discarded, so what is kept must be proven to mean the same first.
    private async Task<InventoryReading?> ReadSameAsync(
        StoredUpload upload, ImmutableDictionary<string, string> secrets, DeviceInventory original, CancellationToken cancellationToken)
    {
        var source = new InventorySource(upload.Name, System.Text.Encoding.UTF8.GetBytes(upload.Text)) { Format = upload.Format };
        var again = await desk.ReadAsync(new LoadedSource(source), secrets, looksForFiles: true, cancellationToken).ConfigureAwait(false);
        return again.Inventory is { } kept && await Task.Run(() => InventoryVersion.AreSame(kept, original, vault), cancellationToken).ConfigureAwait(false) ? again : null;
    }

    private ImmutableDictionary<string, string> SecretsOf(string? name)
    {
        try
        {
            return uploads.SecretsOf(name);
        }
        catch (VaultException)
        {
            // The upload that is to be replaced is damaged; the new one stands for itself, and what it lacks is a finding.
            return ImmutableDictionary<string, string>.Empty;
        }
    }

    private void Hold(InventoryPreview preview)
    {
        lock (_gate)
        {
            _previews.RemoveAll(held => !held.IsAlive);
            _previews.Add(preview);
            while (_previews.Count > InventoryLibrary.MaxPreviews || _previews.Sum(held => (long)(held.Content?.Content.Length ?? 0)) > InventoryLibrary.MaxUploadBytes)
            {
                _previews[0].Dispose();
                _previews.RemoveAt(0);
            }
        }
    }

    private string? WhyTaken(string target, string? replaces) =>
        IsFile(target) ? $"The inventories folder has a file called {target} already. Choose another name."
        : target != replaces && uploads.Find(target) is not null ? UploadStore.Taken(target)
        : null;

    private bool IsFile(string name) => LibraryNames.IsListable(name) && File.Exists(Path.Join(directory, name));

    private string Distinct(string name) =>
        IsFile(name) ? $"{Path.GetFileNameWithoutExtension(name)}-upload{Path.GetExtension(name)}" : name;
}
