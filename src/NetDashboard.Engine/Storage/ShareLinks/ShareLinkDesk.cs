using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using NetDashboard.Probing;
using NetDashboard.Storage.Model;

namespace NetDashboard.Storage.ShareLinks;

/// <summary>
/// Makes share links, finds them by their tokens, takes them back. All are in memory, for every request of a screen asks. A link that is made holds once it is kept;
/// one that is renewed, revoked or removed is so at once, and that is kept as soon as the store can. Safe for many threads.
/// </summary>
/// <param name="store">Where they are kept; open.</param>
/// <param name="time">The clock.</param>
public sealed class ShareLinkDesk(ScanStore store, TimeProvider time) : IDisposable
{
    /// <summary>How many links there may be.</summary>
    public const int MaxLinks = 500;

    private static readonly TimeSpan s_seenStep = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _loading = new(1);
    private readonly Lock _gate = new();
    private volatile bool _isLoaded;
    private int _making;
    private ImmutableDictionary<Guid, HashedLink> _links = ImmutableDictionary<Guid, HashedLink>.Empty;
    private ImmutableDictionary<string, Guid> _byHash = ImmutableDictionary.Create<string, Guid>(StringComparer.Ordinal);

    /// <summary>Raised on the thread of whoever changed it when a link was made, renewed, revoked or removed; not when it was seen.</summary>
    public event EventHandler<ShareLinkChangedEventArgs>? Changed;

    /// <summary>All links, the newest first.</summary>
    /// <exception cref="StoreException">The store cannot be read now.</exception>
    public async Task<ImmutableArray<ShareLink>> ListAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken).ConfigureAwait(false);
        return [.. _links.Values.Select(known => known.Link).OrderByDescending(link => link.CreatedAt).ThenBy(link => link.Id)];
    }

    /// <summary>The link that a token opens, also one that is over; <see langword="null"/> for none.</summary>
    /// <exception cref="StoreException">The store cannot be read now.</exception>
    public async ValueTask<ShareLink?> FindAsync(string? token, CancellationToken cancellationToken)
    {
        if (ShareToken.TryHash(token) is not { } hash)
        {
            return null;
        }

        if (!_isLoaded)
        {
            await LoadAsync(cancellationToken).ConfigureAwait(false);
        }

        return _byHash.TryGetValue(hash, out var id) ? Find(id) : null;
    }

    /// <summary>A link by its name for machines, once the links are loaded; <see langword="null"/> for one that is not there (any more).</summary>
    public ShareLink? Find(Guid id) => _links.GetValueOrDefault(id)?.Link;

    /// <summary>Makes a link, and waits until it is kept.</summary>
    /// <exception cref="ShareLinkException">Something is wrong with the draft, or there are too many links; the message is for people.</exception>
    /// <exception cref="StoreException">The store cannot be read now.</exception>
    public async Task<NewShareLink> CreateAsync(ShareLinkDraft draft, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (draft.FindFault(now) is { } fault)
        {
            throw new ShareLinkException(fault);
        }

        await LoadAsync(cancellationToken).ConfigureAwait(false);
        lock (_gate)
        {
            if (_links.Count + _making >= MaxLinks)
            {
                throw new ShareLinkException($"There are {MaxLinks} links already. Remove those that are over.");
            }

            _making++;
        }

        try
        {
            return await MakeAsync(draft, now, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            lock (_gate)
            {
                _making--;
            }
        }
    }

    private async Task<NewShareLink> MakeAsync(ShareLinkDraft draft, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var token = ShareToken.Create();
        var link = new ShareLink
        {
            Id = Guid.NewGuid(),
            Name = DeviceText.Clean(draft.Name.Trim()),
            Plan = draft.Plan,
            CreatedAt = now,
            CreatedBy = draft.CreatedBy is { } name ? DeviceText.Clean(name.Trim()) : null,
            ExpiresAt = draft.ExpiresAt?.ToUniversalTime(),
        };
        var known = new HashedLink(link, ShareToken.TryHash(token)!);
        var isWanted = true;
        try
        {
            await WriteAsync(link.Id, () => Volatile.Read(ref isWanted) ? ShareLinkCodec.Pack(known.Link, known.Hash) : null, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Nobody will ever be told its token. What was written of it meanwhile is taken away again, in its turn.
            Volatile.Write(ref isWanted, false);
            _ = store.WriteAsync(new ShareLinkEntry(link.Id, () => null), CancellationToken.None).AsTask();
            throw;
        }

        Put(known);
        return new NewShareLink(link, token);
    }

    /// <summary>Ends a link, at once; waits until that is kept.</summary>
    /// <returns>The link; <see langword="null"/> when it is not there.</returns>
    public async Task<ShareLink?> RevokeAsync(Guid id, CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken).ConfigureAwait(false);
        var now = time.GetUtcNow();
        return Change(id, link => link with { RevokedAt = link.RevokedAt ?? now }) is { } link ? await KeepAsync(link, cancellationToken).ConfigureAwait(false) : null;
    }

    /// <summary>Makes a link that is over, or soon will be, valid again: screens that still show it recover.</summary>
    /// <param name="id">The link.</param>
    /// <param name="expiresAt">When it ends now, in the future; <see langword="null"/> for never.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <returns>The link; <see langword="null"/> when it is not there.</returns>
    /// <exception cref="ShareLinkException">It would end in the past.</exception>
    public async Task<ShareLink?> RenewAsync(Guid id, DateTimeOffset? expiresAt, CancellationToken cancellationToken)
    {
        if (expiresAt <= time.GetUtcNow())
        {
            throw new ShareLinkException("A link must end in the future.");
        }

        await LoadAsync(cancellationToken).ConfigureAwait(false);
        return Change(id, link => link with { RevokedAt = null, ExpiresAt = expiresAt?.ToUniversalTime() }) is { } link ? await KeepAsync(link, cancellationToken).ConfigureAwait(false) : null;
    }

    /// <summary>Forgets a link; its token opens nothing any more, for ever.</summary>
    /// <returns>Whether it was there.</returns>
    public async Task<bool> RemoveAsync(Guid id, CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken).ConfigureAwait(false);
        HashedLink? known;
        lock (_gate)
        {
            if (!_links.TryGetValue(id, out known))
            {
                return false;
            }

            _links = _links.Remove(id);
            _byHash = _byHash.Remove(known.Hash);
        }

        Changed?.Invoke(this, new ShareLinkChangedEventArgs(id));
        await WriteAsync(id, () => null, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>Notes that a screen shows a link, at most once a minute; never waits. It is kept when the store is well and has room, else with the next one.</summary>
    public void NoteSeen(Guid id)
    {
        var now = time.GetUtcNow();
        var isNews = false;
        if (Find(id) is { } link && IsDue(link))
        {
            Change(id, l => (isNews = IsDue(l)) ? l with { LastSeenAt = now } : l, isTold: false);
        }

        // While the store is in trouble the room belongs to results and to links that are taken back.
        if (isNews && store.Status.IsHealthy)
        {
            store.TryWrite(new ShareLinkEntry(id, () => RowOf(id)));
        }

        bool IsDue(ShareLink l) => !(now - l.LastSeenAt < s_seenStep);
    }

    /// <inheritdoc/>
    public void Dispose() => _loading.Dispose();

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        if (_isLoaded)
        {
            return;
        }

        await _loading.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!_isLoaded)
            {
                var rows = await store.ReadAsync(context => context.ShareLinks.AsNoTracking().ToListAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
                foreach (var row in rows)
                {
                    var known = new HashedLink(ShareLinkCodec.Unpack(row), row.TokenHash);
                    (_links, _byHash) = (_links.SetItem(row.Id, known), _byHash.SetItem(row.TokenHash, row.Id));
                }

                _isLoaded = true;
            }
        }
        finally
        {
            _loading.Release();
        }
    }

    private StoredShareLink? RowOf(Guid id) => _links.GetValueOrDefault(id) is { } known ? ShareLinkCodec.Pack(known.Link, known.Hash) : null;

    private async Task<ShareLink> KeepAsync(ShareLink link, CancellationToken cancellationToken)
    {
        await WriteAsync(link.Id, () => RowOf(link.Id), cancellationToken).ConfigureAwait(false);
        return link;
    }

    private async Task WriteAsync(Guid id, Func<StoredShareLink?> now, CancellationToken cancellationToken)
    {
        var entry = new ShareLinkEntry(id, now);

        // It gets its turn even when nobody waits for that any more: what was taken back must not come back with the next start.
        await store.WriteAsync(entry, CancellationToken.None).AsTask().WaitAsync(cancellationToken).ConfigureAwait(false);
        await entry.WhenKept.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    private ShareLink? Change(Guid id, Func<ShareLink, ShareLink> change, bool isTold = true)
    {
        HashedLink known;
        lock (_gate)
        {
            if (!_links.TryGetValue(id, out var before))
            {
                return null;
            }

            known = before with { Link = change(before.Link) };
            _links = _links.SetItem(id, known);
        }

        if (isTold)
        {
            Changed?.Invoke(this, new ShareLinkChangedEventArgs(id));
        }

        return known.Link;
    }

    private void Put(HashedLink known)
    {
        lock (_gate)
        {
            (_links, _byHash) = (_links.SetItem(known.Link.Id, known), _byHash.SetItem(known.Hash, known.Link.Id));
        }

        Changed?.Invoke(this, new ShareLinkChangedEventArgs(known.Link.Id));
    }

    private sealed record HashedLink(ShareLink Link, string Hash);
}

/// <summary>A link changed.</summary>
/// <param name="id">Which.</param>
public sealed class ShareLinkChangedEventArgs(Guid id) : EventArgs
{
    /// <summary>Which.</summary>
    public Guid Id { get; } = id;
}
