namespace NetDashboard.Commands;

/// <summary>Numbers with their nouns.</summary>
internal static class Counted
{
    /// <summary><c>1 device</c>, <c>2 devices</c>.</summary>
    public static string Of(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";
}
