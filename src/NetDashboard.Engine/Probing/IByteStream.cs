namespace NetDashboard.Probing;

/// <summary>Bytes to and from a device's terminal, whatever carries them.</summary>
public interface IByteStream
{
    /// <summary>Reads what has arrived; waits for at least one byte.</summary>
    /// <returns>How many bytes were read; 0 when the device has closed the stream.</returns>
    ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken);

    /// <summary>Sends all of the bytes.</summary>
    ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken);
}
