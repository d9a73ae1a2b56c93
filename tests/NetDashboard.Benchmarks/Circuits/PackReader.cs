using System.Buffers.Binary;
using System.Text;

namespace NetDashboard.Benchmarks.Circuits;

/// <summary>Reads MessagePack, as much of it as a server says to its pages.</summary>
/// <param name="bytes">One message.</param>
internal ref struct PackReader(ReadOnlySpan<byte> bytes)
{
    private const byte Null = 0xc0;

    private ReadOnlySpan<byte> _rest = bytes;

    /// <summary>Begins an array.</summary>
    /// <returns>How many elements follow.</returns>
    public int Array() => Byte() switch
    {
        var head and >= 0x90 and <= 0x9f => head & 0x0f,
        0xdc => (int)Unsigned(2),
        0xdd => (int)Unsigned(4),
        var head => throw Unexpected(head, "an array"),
    };

    /// <summary>A whole number.</summary>
    public long Integer() => Byte() switch
    {
        var head and <= 0x7f => head,
        var head and >= 0xe0 => (sbyte)head,
        0xcc => (long)Unsigned(1),
        0xcd => (long)Unsigned(2),
        0xce => (long)Unsigned(4),
        0xcf => (long)Unsigned(8),
        0xd0 => (sbyte)Unsigned(1),
        0xd1 => (short)Unsigned(2),
        0xd2 => (int)Unsigned(4),
        0xd3 => (long)Unsigned(8),
        var head => throw Unexpected(head, "a number"),
    };

    /// <summary>A text, or <see langword="null"/>.</summary>
    public string? Text() => Byte() switch
    {
        Null => null,
        var head and >= 0xa0 and <= 0xbf => Encoding.UTF8.GetString(Take(head & 0x1f)),
        0xd9 => Encoding.UTF8.GetString(Take((int)Unsigned(1))),
        0xda => Encoding.UTF8.GetString(Take((int)Unsigned(2))),
        0xdb => Encoding.UTF8.GetString(Take((int)Unsigned(4))),
        var head => throw Unexpected(head, "a text"),
    };

    /// <summary>Plain bytes.</summary>
    public ReadOnlySpan<byte> Bytes() => Byte() switch
    {
        0xc4 => Take((int)Unsigned(1)),
        0xc5 => Take((int)Unsigned(2)),
        0xc6 => Take((int)Unsigned(4)),
        var head => throw Unexpected(head, "bytes"),
    };

    /// <summary>Passes over the headers of a message, of which Blazor sends none.</summary>
    public void NoHeaders()
    {
        if (Byte() is not 0x80 and var head)
        {
            throw Unexpected(head, "no headers");
        }
    }

    private static InvalidDataException Unexpected(byte head, string wanted) => new($"The server sent 0x{head:x2} where {wanted} was expected.");

    private byte Byte() => Take(1)[0];

    private ulong Unsigned(int size)
    {
        var value = Take(size);
        return size switch
        {
            1 => value[0],
            2 => BinaryPrimitives.ReadUInt16BigEndian(value),
            4 => BinaryPrimitives.ReadUInt32BigEndian(value),
            _ => BinaryPrimitives.ReadUInt64BigEndian(value),
        };
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }
}
