namespace NetDashboard.Live;

/// <summary>A run under way.</summary>
/// <param name="scan">Of what.</param>
/// <param name="number">1 for the first of the scan.</param>
/// <param name="changes">What is other than the inventory says; <see langword="null"/> for nothing.</param>
internal sealed class ScanRun(KeptScan scan, int number, RerunChanges? changes)
{
    public KeptScan Scan { get; } = scan;

    public RerunChanges? Changes { get; } = changes;

    public string? Remark { get; } = changes?.Describe();

    public int Number { get; } = number;

    public CancellationTokenSource Stop { get; } = new();

    public Task Task { get; set; } = Task.CompletedTask;
}
