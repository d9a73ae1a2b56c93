using Microsoft.EntityFrameworkCore;
using NetDashboard.Storage.Model;

namespace NetDashboard.Storage.ShareLinks;

/// <summary>A link as it is now, or that it is gone; however often it is written, it comes to the same.</summary>
internal sealed record ShareLinkEntry(Guid Id, Func<StoredShareLink?> Now) : StoreChange
{
    private readonly TaskCompletionSource _kept = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task WhenKept => _kept.Task;

    public override async Task WriteAsync(StoreContext context, CancellationToken cancellationToken)
    {
        await context.ShareLinks.Where(link => link.Id == Id).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
        if (Now() is { } row)
        {
            context.Add(row);
            await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            context.Entry(row).State = EntityState.Detached;
        }
    }

    public override void Kept() => _kept.TrySetResult();
}
