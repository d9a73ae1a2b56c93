namespace NetDashboard.Components.Walls;

/// <summary>What screens call the server.</summary>
/// <param name="Find">Where walls are served for screens elsewhere, without a slash at the end; <see langword="null"/> when that is not set up.</param>
public sealed record WallAddress(Func<string?> Find);
