using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace NetDashboard.Storage.ShareLinks;

/// <summary>The secret part of a share link: 256 random bits in base64url (RFC 4648, section 5), 43 characters.</summary>
public static class ShareToken
{
    /// <summary>Characters of a token.</summary>
    public const int Length = 43;

    private const int Bytes = 32;

    /// <summary>A new token, from the system's generator for secrets.</summary>
    public static string Create() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>What is kept in place of a token.</summary>
    /// <param name="token">Whatever somebody gave.</param>
    /// <returns>SHA-256 in lower-case hexadecimal; <see langword="null"/> when it cannot be a token.</returns>
    public static string? TryHash(string? token) => token is { Length: Length } && token.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
        ? Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(token)))
        : null;
}
