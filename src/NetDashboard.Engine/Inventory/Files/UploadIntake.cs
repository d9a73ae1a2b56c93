using System.Buffers;

namespace NetDashboard.Inventory.Files;

/// <summary>
/// Takes uploads out of their streams. Memory goes by what has arrived and not by what was promised, and is bounded for all uploads
/// together, however many there are and however slow.
/// </summary>
/// <param name="time">The clock.</param>
internal sealed class UploadIntake(TimeProvider time)
{
    /// <summary>Most bytes of all uploads under way: 64 MB.</summary>
    public const long MaxBytes = 64 * 1024 * 1024;

    private const int ChunkLength = 64 * 1024;

    /// <summary>How long a stream may stand still.</summary>
    public static readonly TimeSpan MaxSilence = TimeSpan.FromSeconds(30);

    private long _held;

    /// <summary>Bytes held now.</summary>
    public long Held => Interlocked.Read(ref _held);

    /// <summary>Reads a stream to its end, or one byte past what an inventory may have. What arrived takes its room until it is disposed.</summary>
    /// <exception cref="IOException">The stream broke or stood still, or there is no room.</exception>
    public async Task<ArrivedUpload> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var chunks = new List<byte[]>();
        var length = 0;
        var isWhole = false;
        try
        {
            while (length <= InventoryReader.MaxBytes)
            {
                var offset = length % ChunkLength;
                if (offset == 0)
                {
                    Reserve();
                    chunks.Add(ArrayPool<byte>.Shared.Rent(ChunkLength));
                }

                var read = await ReadSomeAsync(stream, chunks[^1].AsMemory(offset, ChunkLength - offset), cancellationToken).ConfigureAwait(false);
                if (read == 0)
                {
                    break;
                }

                length += read;
            }

            length = Math.Min(length, InventoryReader.MaxBytes + 1);
            var whole = new byte[length];
            for (var i = 0; i * ChunkLength < length; i++)
            {
                chunks[i].AsSpan(0, Math.Min(ChunkLength, length - (i * ChunkLength))).CopyTo(whole.AsSpan(i * ChunkLength));
            }

            isWhole = true;
            var room = chunks.Count * (long)ChunkLength;
            return new ArrivedUpload(whole, () => Interlocked.Add(ref _held, -room));
        }
        finally
        {
            foreach (var chunk in chunks)
            {
                // Cleared, since it held secrets and goes on to others.
                ArrayPool<byte>.Shared.Return(chunk, clearArray: true);
            }

            Interlocked.Add(ref _held, isWhole ? 0 : -(long)chunks.Count * ChunkLength);
        }
    }

    private void Reserve()
    {
        if (Interlocked.Add(ref _held, ChunkLength) > MaxBytes)
        {
            Interlocked.Add(ref _held, -ChunkLength);
            throw new IOException($"Too many uploads are under way: together they may have {MaxBytes / (1024 * 1024)} MB. Try again in a moment.");
        }
    }

    private async ValueTask<int> ReadSomeAsync(Stream stream, Memory<byte> into, CancellationToken cancellationToken)
    {
        using var silence = new CancellationTokenSource(MaxSilence, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, silence.Token);
        try
        {
            return await stream.ReadAsync(into, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (silence.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new IOException($"The upload stood still for {MaxSilence.TotalSeconds:0} s.", e);
        }
    }
}

/// <summary>An upload that has arrived and waits to be read.</summary>
/// <param name="content">Its bytes.</param>
/// <param name="leave">Gives its room to others.</param>
internal sealed class ArrivedUpload(ReadOnlyMemory<byte> content, Action leave) : IDisposable
{
    private Action? _leave = leave;

    /// <summary>Its bytes.</summary>
    public ReadOnlyMemory<byte> Content { get; } = content;

    /// <inheritdoc/>
    public void Dispose() => Interlocked.Exchange(ref _leave, null)?.Invoke();
}
