namespace NetDashboard.Components.Histories;

/// <summary>Something a device has shown, and when.</summary>
/// <param name="Text">What it was.</param>
/// <param name="Note">More about it; empty for nothing.</param>
/// <param name="FirstAt">In UTC.</param>
/// <param name="LastAt">In UTC.</param>
public sealed record SeenRow(string Text, string Note, DateTimeOffset FirstAt, DateTimeOffset LastAt);
