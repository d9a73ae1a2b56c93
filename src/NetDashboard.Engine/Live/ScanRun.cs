namespace NetDashboard.Live;

/// <summary>A run under way.</summary>
/// <param name="scan">Of what.</param>
/// <param name="number">1 for the first of the scan.</param>
/// <param name="request">What was asked for.</param>
internal sealed class ScanRun(KeptScan scan, int number, RerunRequest request)
{
    public KeptScan Scan { get; } = scan;

    public RerunChanges? Changes { get; } = request.Changes;

    public string? StartedBy { get; } = request.StartedBy;

    public string? Remark { get; } = request.Changes?.Describe();

    public int Number { get; } = number;

    public CancellationTokenSource Stop { get; } = new();

    public Task Task { get; set; } = Task.CompletedTask;
}
