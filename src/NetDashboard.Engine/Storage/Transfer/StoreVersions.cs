using Microsoft.EntityFrameworkCore;
using NetDashboard.Storage.Model;

namespace NetDashboard.Storage.Transfer;

/// <summary>Tells which version of the tables a store has.</summary>
internal static class StoreVersions
{
    /// <exception cref="StoreException">The store is not of this version.</exception>
    public static async Task RequireThisAsync(StoreContext context, string place, CancellationToken cancellationToken)
    {
        var known = context.Database.GetMigrations().ToArray();
        var applied = (await context.Database.GetAppliedMigrationsAsync(cancellationToken).ConfigureAwait(false)).ToArray();
        if (applied.Except(known, StringComparer.Ordinal).Any())
        {
            throw new StoreException($"{place} was written by a newer NetDashboard. Use that version.");
        }

        if (applied.Length < known.Length)
        {
            throw new StoreException(applied.Length == 0
                ? $"There is nothing of NetDashboard in {place}."
                : $"{place} was written by an older NetDashboard. Start this version's dashboard there once, which brings the tables up to date.");
        }
    }
}
