using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using NetDashboard.Probing;

namespace NetDashboard.Scanning;

/// <summary>Tries logins on many devices at once.</summary>
public sealed class Scanner(ProbeCatalog catalog, ProbeRunner runner, IOptions<ScanOptions> options)
{
    /// <summary>Runs a plan.</summary>
    /// <returns>The results, in the order they finish.</returns>
    public async IAsyncEnumerable<ProbeResult> ScanAsync(ScanPlan plan, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        _ = (catalog, runner, options, plan);
        await Task.CompletedTask.ConfigureAwait(false);
        yield break;
    }
}
