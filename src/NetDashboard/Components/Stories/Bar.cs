namespace NetDashboard.Components.Stories;

/// <summary>One bar of a chart, its parts one above the other.</summary>
/// <param name="Label">Where it stands on the axis.</param>
/// <param name="Good">The lower part.</param>
/// <param name="Bad">The upper part; 0 where there is none.</param>
public readonly record struct Bar(string Label, int Good, int Bad = 0);
