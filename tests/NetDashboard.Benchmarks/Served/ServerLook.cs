namespace NetDashboard.Benchmarks.Served;

/// <summary>What the server process says of itself.</summary>
/// <param name="Url">Where it is.</param>
/// <param name="Scan">The scan that is looked at.</param>
/// <param name="Subscribers">Feeds of that scan.</param>
/// <param name="Circuits">Circuits it holds, those included whose browser is gone.</param>
/// <param name="Connected">Circuits whose browser is there.</param>
/// <param name="Given">Results given so far.</param>
/// <param name="Heap">Live objects in bytes; exact only after a collection.</param>
/// <param name="Took">Seconds that the order took.</param>
/// <param name="Wall">Path of a link to a wall of that scan.</param>
internal sealed record ServerLook(string Url, Guid Scan, int Subscribers, long Circuits, long Connected, long Given, long Heap, double Took, string Wall);
