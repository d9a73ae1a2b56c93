using Microsoft.EntityFrameworkCore;
using NetDashboard.Probing;
using NetDashboard.Storage.Model;

namespace NetDashboard.Storage.HostKeys;

/// <summary>A person accepts a host key in place of another.</summary>
internal sealed record AcceptKeyEntry(EndpointKey Endpoint, string Fingerprint, string By, string For, DateTimeOffset At, HostKeyMemory Memory) : StoreChange
{
    private readonly TaskCompletionSource<bool> _kept = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private StoredHostKey? _key;

    /// <summary>Whether there was such a key, once it is kept.</summary>
    public Task<bool> WhenKept => _kept.Task;

    public override async Task WriteAsync(StoreContext context, CancellationToken cancellationToken)
    {
        _key = await context.HostKeys
            .FirstOrDefaultAsync(
                key => key.Fingerprint == Fingerprint && context.Endpoints.Any(e => e.Id == key.Endpoint && e.Device == Endpoint.Device && e.Protocol == Endpoint.Protocol),
                cancellationToken).ConfigureAwait(false);
        if (_key is not null)
        {
            (_key.AcceptedAt, _key.AcceptedBy, _key.AcceptedFor) = (At, StorableText.Of(By), StorableText.Of(For));
            await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public override void Kept()
    {
        if (_key is { } key)
        {
            Memory.Accept(Endpoint, new TrustedHostKey(key.Fingerprint, key.Type, At));
        }

        _kept.TrySetResult(_key is not null);
    }
}
