using System.Net;
using System.Text;

namespace NetDashboard.Engine.Tests.Servers;

/// <summary>A secret that must turn up nowhere, in none of the usual disguises.</summary>
public sealed class Canary
{
    private static int s_count;

    public Canary(string kind) => Value = $"canary-{kind}-{Interlocked.Increment(ref s_count)}+/&-{Guid.NewGuid():N}";

    public string Value { get; }

    private IEnumerable<(string Disguise, string Text)> Disguises()
    {
        var bytes = Encoding.UTF8.GetBytes(Value);
        yield return ("in clear", Value);
        yield return ("in hex", Convert.ToHexString(bytes));
        yield return ("URL-encoded", WebUtility.UrlEncode(Value));
        yield return ("URL-encoded by RFC 3986", Uri.EscapeDataString(Value));
        yield return ("HTML-encoded", WebUtility.HtmlEncode(Value));
        yield return ("JSON-escaped", Value.Replace("+", "\\u002B", StringComparison.Ordinal).Replace("&", "\\u0026", StringComparison.Ordinal));
        for (var shift = 0; shift < 3; shift++)
        {
            // A value inside a longer text comes out of base64 in one of three ways; the middle of each is the value's own.
            var encoded = Convert.ToBase64String([.. new byte[shift], .. bytes]);
            yield return ("in base64", encoded[4..^4]);
        }
    }

    /// <summary>Fails when the secret stands in a text, whatever it is dressed as.</summary>
    public void AssertAbsentFrom(string text, string where)
    {
        foreach (var (disguise, value) in Disguises())
        {
            Assert.False(text.Contains(value, StringComparison.OrdinalIgnoreCase), $"A secret stands {disguise} in {where}.");
        }
    }
}
