using System.Net;
using System.Net.Sockets;

namespace NetDashboard.Inventory.Reading;

/// <summary>A host name or address that is fit to be handed to the resolver and to be shown.</summary>
/// <param name="Text">As the file writes it.</param>
/// <param name="Key">Equal for every spelling of the same name or address.</param>
/// <param name="IsIPv6">Whether it is an IPv6 address.</param>
internal readonly record struct HostName(string Text, string Key, bool IsIPv6)
{
    /// <summary>Longest name (RFC 1035, section 2.3.4).</summary>
    public const int MaxLength = 253;

    private const int MaxLabelLength = 63;

    /// <summary>Takes a name (RFC 1123, section 2.1, and underscores), an IPv4 address of four numbers, or an IPv6 address.</summary>
    /// <returns>Why it is none of these; <see langword="null"/> when it is one.</returns>
    public static string? TryParse(string text, out HostName host)
    {
        host = default;
        if (text.Length > MaxLength)
        {
            return $"is longer than {MaxLength} characters";
        }

        if (text.Contains("://", StringComparison.Ordinal))
        {
            return "is a URL; write only the name or the address";
        }

        if (text.Contains('@', StringComparison.Ordinal))
        {
            return "holds a user name; write that under its own key";
        }

        return text.Contains(':', StringComparison.Ordinal) ? TryIPv6(text, out host) : TryName(text, out host);
    }

    private static string? TryIPv6(string text, out HostName host)
    {
        host = default;
        var percent = text.IndexOf('%', StringComparison.Ordinal);
        var address = percent < 0 ? text : text[..percent];
        var zone = percent < 0 ? string.Empty : text[percent..];
        if (HasAddressCharacters(address) && IPAddress.TryParse(address, out var parsed) && parsed.AddressFamily is AddressFamily.InterNetworkV6 && IsZone(zone))
        {
            host = new HostName(text, parsed + zone, IsIPv6: true);
            return null;
        }

        return text is ['[', ..] ? "has brackets; write the address without them and a port as 'port'"
            : text.IndexOf(':', StringComparison.Ordinal) == text.LastIndexOf(':') ? "is no name; write a port as 'port'"
            : "is not an IPv6 address";
    }

    // IPAddress takes more than addresses: brackets, a prefix length, a port.
    private static bool HasAddressCharacters(string address)
    {
        foreach (var c in address)
        {
            if (!char.IsAsciiHexDigit(c) && c is not (':' or '.'))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsZone(string zone)
    {
        foreach (var c in zone.AsSpan(Math.Min(zone.Length, 1)))
        {
            if (!IsNamePart(c) && c is not '.')
            {
                return false;
            }
        }

        return zone.Length is 0 or (> 1 and <= 16);
    }

    private static string? TryName(string text, out HostName host)
    {
        host = default;
        var labelStart = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            var c = i < text.Length ? text[i] : '.';
            if (c is '.')
            {
                var isRoot = i == text.Length && labelStart == i && i > 0;
                if (!isRoot && FaultOfLabel(text.AsSpan(labelStart, i - labelStart)) is { } fault)
                {
                    return fault;
                }

                labelStart = i + 1;
            }
            else if (!IsNamePart(c))
            {
                return c > '\u007F' ? "has a character outside ASCII; write an international name in its xn-- form" : "has a character that no host name or address has";
            }
        }

        var labels = text.AsSpan().TrimEnd('.');
        var last = labels[(labels.LastIndexOf('.') + 1)..];
        if (IsNumber(last) && !IsIPv4(text))
        {
            // The resolver would take "10.1" and "0x7f.1" for addresses, and not for those their author meant.
            return "is not an IPv4 address: that is four numbers from 0 to 255, without leading zeros";
        }

        host = new HostName(text, text.ToLowerInvariant(), IsIPv6: false);
        return null;
    }

    private static string? FaultOfLabel(ReadOnlySpan<char> label) => label switch
    {
        [] => "has an empty part between its dots",
        { Length: > MaxLabelLength } => $"has a part longer than {MaxLabelLength} characters",
        ['-', ..] or [.., '-'] => "has a part that begins or ends with '-'",
        _ => null,
    };

    private static bool IsNamePart(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_';

    private static bool IsNumber(ReadOnlySpan<char> label)
    {
        var isHex = label is ['0', 'x' or 'X', ..];
        foreach (var c in isHex ? label[2..] : label)
        {
            if (!(isHex ? char.IsAsciiHexDigit(c) : char.IsAsciiDigit(c)))
            {
                return false;
            }
        }

        return label.Length > 0;
    }

    private static bool IsIPv4(string text)
    {
        var parts = 0;
        var rest = text.AsSpan();
        while (true)
        {
            var dot = rest.IndexOf('.');
            var part = dot < 0 ? rest : rest[..dot];
            if (++parts > 4 || part.Length is 0 or > 3 || !IsNumber(part) || (part[0] is '0' && part.Length > 1) || int.Parse(part) > 255)
            {
                return false;
            }

            if (dot < 0)
            {
                return parts == 4;
            }

            rest = rest[(dot + 1)..];
        }
    }
}
