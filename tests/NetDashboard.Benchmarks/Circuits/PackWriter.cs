using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace NetDashboard.Benchmarks.Circuits;

/// <summary>Writes MessagePack, as much of it as a page says to its server. Lengths are always written in their widest form, which any reader takes.</summary>
internal sealed class PackWriter
{
    private const byte FixedArray = 0x90;
    private const byte EmptyMap = 0x80;
    private const byte Null = 0xc0;
    private const byte False = 0xc2;
    private const byte True = 0xc3;
    private const byte Integer = 0xd3;
    private const byte Text = 0xdb;

    private readonly ArrayBufferWriter<byte> _buffer = new();

    /// <summary>What was written.</summary>
    public ReadOnlyMemory<byte> Written => _buffer.WrittenMemory;

    /// <summary>Begins an array of at most 15 elements.</summary>
    public PackWriter Array(int count) => Byte((byte)(FixedArray | count));

    /// <summary>A map of nothing.</summary>
    public PackWriter NoHeaders() => Byte(EmptyMap);

    /// <summary>A text, a whole number, a truth, or nothing.</summary>
    public PackWriter Value(object? value) => value switch
    {
        null => Byte(Null),
        bool truth => Byte(truth ? True : False),
        string text => String(text),
        int number => Int64(number),
        long number => Int64(number),
        _ => throw new ArgumentException($"{value.GetType()} is not written here.", nameof(value)),
    };

    private PackWriter Byte(byte value)
    {
        _buffer.GetSpan(1)[0] = value;
        _buffer.Advance(1);
        return this;
    }

    private PackWriter Int64(long value)
    {
        Byte(Integer);
        BinaryPrimitives.WriteInt64BigEndian(_buffer.GetSpan(sizeof(long)), value);
        _buffer.Advance(sizeof(long));
        return this;
    }

    private PackWriter String(string value)
    {
        Byte(Text);
        BinaryPrimitives.WriteInt32BigEndian(_buffer.GetSpan(sizeof(int)), Encoding.UTF8.GetByteCount(value));
        _buffer.Advance(sizeof(int));
        Encoding.UTF8.GetBytes(value, _buffer);
        return this;
    }
}
