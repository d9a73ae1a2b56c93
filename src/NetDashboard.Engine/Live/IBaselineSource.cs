namespace NetDashboard.Live;

/// <summary>Finds the scan before one where it is no longer in memory. Safe for many threads.</summary>
public interface IBaselineSource
{
    /// <summary>
    /// What was OK in the last scan of the same inventories (of the same title where these are not from the library) that was made before, and in which at
    /// least half of the endpoints were tried.
    /// </summary>
    /// <returns><see langword="null"/> when there is none.</returns>
    Task<Baseline?> FindAsync(ScanBoard board, CancellationToken cancellationToken);
}
