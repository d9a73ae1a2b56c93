namespace NetDashboard.Commands;

/// <summary>Exit codes that scripts rely on.</summary>
internal static class ExitCode
{
    /// <summary>Every endpoint ok, or nothing to complain of.</summary>
    public const int Ok = 0;

    /// <summary>Some endpoint is not ok.</summary>
    public const int NotOk = 1;

    /// <summary>Bad usage, or an inventory that cannot be used.</summary>
    public const int BadUsage = 2;

    /// <summary>Interrupted; results so far stand (128 + SIGINT).</summary>
    public const int Interrupted = 130;
}
