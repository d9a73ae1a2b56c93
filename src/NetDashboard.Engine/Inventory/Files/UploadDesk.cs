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
    private readonly Lock _gate = new();
    private readonly List<InventoryPreview> _previews = [];

    /// <summary>Reads an upload from its stream without keeping it.</summary>
    public async Task<InventoryPreview> PreviewAsync(string name, Stream content, string? format, string? replaces, CancellationToken cancellationToken) =>
        await PreviewAsync(name, await _intake.ReadAsync(content, cancellationToken).ConfigureAwait(false), format, replaces, cancellationToken).ConfigureAwait(false);

    /// <summary>Reads an upload without keeping it.</summary>
    public async Task<InventoryPreview> PreviewAsync(string name, ReadOnlyMemory<byte> content, string? format, string? replaces, CancellationToken cancellationToken)
    {
        var proposed = replaces is not null && uploads.Find(replaces) is not null ? replaces : Distinct(LibraryNames.Sanitise(name));
        var former = uploads.Find(proposed)?.Name;
        var source = new InventorySource(proposed, content) { Format = format };
        var reading = await desk.ReadAsync(new LoadedSource(source), SecretsOf(former), looksForFiles: true, cancellationToken).ConfigureAwait(false);
        var preview = new InventoryPreview(proposed, former, format, reading, content)
        {
            Difference = former is not null && reading.Inventory is { } inventory
                ? await Task.Run(() => versions.DifferenceTo(LibraryShelf.VersionName(former, isUpload: true), inventory, time.GetUtcNow()), cancellationToken).ConfigureAwait(false)
                : null,
        };
        Hold(preview);
        return preview;
    }

    /// <summary>Reads the upload of a preview in another format.</summary>
    /// <exception cref="InvalidOperationException">The former preview has ended.</exception>
    public async Task<InventoryPreview> PreviewAgainAsync(InventoryPreview preview, string? format, CancellationToken cancellationToken)
    {
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

            var (problem, change) = await Task.Run(() => uploads.Save(upload, secrets), cancellationToken).ConfigureAwait(false);
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
        return again.Inventory is { } kept && await Task.Run(() => IsSame(kept, original), cancellationToken).ConfigureAwait(false) ? again : null;
    }

    private bool IsSame(DeviceInventory kept, DeviceInventory original) =>
        kept.Devices.Length == original.Devices.Length
        && InventoryVersion.Of(kept, default, vault).Since(InventoryVersion.Of(original, default, vault)).IsEmpty;

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
        : target != replaces && uploads.Find(target) is not null ? $"There is an upload called {target} already. Choose another name, or delete that one first."
        : null;

    private bool IsFile(string name) => LibraryNames.IsListable(name) && File.Exists(Path.Join(directory, name));

    private string Distinct(string name) =>
        IsFile(name) ? $"{Path.GetFileNameWithoutExtension(name)}-upload{Path.GetExtension(name)}" : name;
}
