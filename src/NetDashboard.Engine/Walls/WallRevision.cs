using System.Collections.Immutable;
using System.IO.Compression;
using System.Text;

namespace NetDashboard.Walls;

/// <summary>A wall at one moment, as bytes that all its screens share.</summary>
public sealed class WallRevision
{
    private readonly Func<DateTimeOffset, byte[]> _write;
    private readonly Lock _gate = new();
    private WallBody? _body;

    internal WallRevision(long number, ImmutableArray<WallPicture> views, Func<DateTimeOffset, byte[]> write, byte[]? change)
    {
        (Number, Views, _write) = (number, views, write);
        Change = change is null ? Frame("reset", Encoding.UTF8.GetBytes($$"""{"rev":{{number}}}""")) : Frame("change", change);
    }

    /// <summary>Counts up from 1 while the program runs.</summary>
    public long Number { get; }

    /// <summary>What leads here from the revision before, as an event of a stream; made once.</summary>
    public ReadOnlyMemory<byte> Change { get; }

    internal ImmutableArray<WallPicture> Views { get; }

    /// <summary>An event of a stream (WHATWG HTML, section 9.2).</summary>
    public static byte[] Frame(string name, ReadOnlySpan<byte> data) => [.. Encoding.UTF8.GetBytes($"event: {name}\ndata: "), .. data, .. "\n\n"u8];

    /// <summary>Everything, as JSON; made at most once a second, however many ask.</summary>
    /// <param name="now">The present, in UTC, which it tells.</param>
    public WallBody Body(DateTimeOffset now)
    {
        lock (_gate)
        {
            return _body is { } body && body.At.ToUnixTimeSeconds() == now.ToUnixTimeSeconds() ? body : _body = new WallBody(now, _write(now));
        }
    }
}

/// <summary>A wall's state as a page asks for it.</summary>
public sealed class WallBody
{
    private readonly Lazy<byte[]> _gzip;
    private readonly Lazy<byte[]> _brotli;

    internal WallBody(DateTimeOffset at, byte[] plain)
    {
        (At, Plain) = (at, plain);
        _gzip = new Lazy<byte[]>(() => Compress(plain, stream => new GZipStream(stream, CompressionLevel.Fastest)));
        _brotli = new Lazy<byte[]>(() => Compress(plain, stream => new BrotliStream(stream, CompressionLevel.Fastest)));
    }

    /// <summary>The moment it tells, in UTC.</summary>
    public DateTimeOffset At { get; }

    /// <summary>JSON in UTF-8.</summary>
    public ReadOnlyMemory<byte> Plain { get; }

    /// <summary>The same, compressed by gzip.</summary>
    public ReadOnlyMemory<byte> Gzip => _gzip.Value;

    /// <summary>The same, compressed by Brotli.</summary>
    public ReadOnlyMemory<byte> Brotli => _brotli.Value;

    private static byte[] Compress(byte[] plain, Func<Stream, Stream> compressor)
    {
        using var buffer = new MemoryStream();
        using (var stream = compressor(buffer))
        {
            stream.Write(plain);
        }

        return buffer.ToArray();
    }
}
