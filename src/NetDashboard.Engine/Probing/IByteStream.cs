namespace NetDashboard.Probing;

/// <summary>Bytes to and from a device's terminal, whatever carries them. Used by one caller, one call at a time.</summary>
public interface IByteStream
{
    /// <summary>
    /// Whether bytes are known to wait, so that the next read would not have to; <see langword="false"/> when that cannot be told.
    /// Saves judging text whose end is not here yet.
    /// </summary>
    bool HasWaiting => false;

    /// <summary>Reads what has arrived; waits for at least one byte. A cancelled read loses nothing: the next one goes on where it stood.</summary>
    /// <returns>How many bytes were read; 0 when the device has closed the stream.</returns>
    ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken);

    /// <summary>Sends all of the bytes.</summary>
    ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken);
}
