namespace NetDashboard.Probing;

/// <summary>Whether a probe finds on this machine what it needs.</summary>
/// <param name="IsReady">Whether it can run.</param>
/// <param name="Words">What it found, such as a library and its version, or what is missing and how to get it.</param>
public sealed record ProbeReadiness(bool IsReady, string Words);
