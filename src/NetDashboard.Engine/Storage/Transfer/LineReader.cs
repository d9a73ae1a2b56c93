using System.Security.Cryptography;

namespace NetDashboard.Storage.Transfer;

/// <summary>Reads lines of bytes, and hashes those that were read before the present one.</summary>
/// <param name="input">Where from; not closed.</param>
internal sealed class LineReader(Stream input) : IDisposable
{
    /// <summary>The longest line that is read: the devices of one inventory are the longest there is, and ten times shorter.</summary>
    public const int MaxLength = 64 * 1024 * 1024;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[] _buffer = new byte[128 * 1024];
    private int _begin;
    private int _end;
    private int _lineLength;

    /// <summary>Number of the line read last, the first is 1.</summary>
    public long Line { get; private set; }

    /// <summary>SHA-256 of everything before the line read last.</summary>
    public string HashBefore => Convert.ToHexStringLower(_hash.GetCurrentHash());

    public void Dispose() => _hash.Dispose();

    /// <summary>The next line, without its end, valid until the next call; <see langword="null"/> when there is none. A line that nothing ends is none.</summary>
    /// <exception cref="TransferException">It is too long, or the compression is broken.</exception>
    public async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(CancellationToken cancellationToken)
    {
        _hash.AppendData(_buffer.AsSpan(_begin - _lineLength, _lineLength));
        _lineLength = 0;
        Line++;
        for (var searched = 0; ;)
        {
            var at = _buffer.AsSpan(_begin + searched, _end - _begin - searched).IndexOf((byte)'\n');
            if (at >= 0)
            {
                var line = _buffer.AsMemory(_begin, searched + at);
                _lineLength = line.Length + 1;
                _begin += _lineLength;
                return line;
            }

            searched = _end - _begin;
            if (searched >= MaxLength)
            {
                throw new TransferException($"Line {Line} is longer than {MaxLength / 1024 / 1024} MiB.");
            }

            if (!await FillAsync(cancellationToken).ConfigureAwait(false))
            {
                return null;
            }
        }
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (_begin > 0)
        {
            _buffer.AsSpan(_begin, _end - _begin).CopyTo(_buffer);
            (_begin, _end) = (0, _end - _begin);
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        try
        {
            var count = await input.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
            _end += count;
            return count > 0;
        }
        catch (InvalidDataException)
        {
            throw new TransferException($"After line {Line - 1}: this is not the whole of a file compressed with gzip.");
        }
    }
}
