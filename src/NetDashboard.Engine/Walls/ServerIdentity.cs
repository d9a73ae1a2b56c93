using System.Security.Cryptography;

namespace NetDashboard.Walls;

/// <summary>By what a page knows that the server is another one.</summary>
/// <param name="Build">What the program and the page's files were built of; the same for the same files.</param>
public sealed record ServerIdentity(string Build)
{
    private const int BootBytes = 8;

    /// <summary>Names this start of the program.</summary>
    public string Boot { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(BootBytes));
}
