namespace NetDashboard.Lab.Cli;

/// <summary>A connected user, whatever the protocol between.</summary>
internal interface ITerminal
{
    /// <summary>Whether the user's side asked the device not to echo.</summary>
    bool EchoRefused { get; }

    /// <summary>Waits for typed bytes; 0 when the user is gone.</summary>
    ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken);

    /// <summary>Shows bytes.</summary>
    /// <exception cref="IOException">The user is gone.</exception>
    ValueTask WriteAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken);
}
