using System.Net.Sockets;
using NetDashboard.Probing;
using NetDashboard.Probing.Cli;

namespace NetDashboard.Engine.Tests.Probing.Cli;

/// <summary>A probe without a login of its own: a connection is a terminal, as an SSH shell would be.</summary>
internal sealed class BareCliProbe : IProbe
{
    public string Protocol => "bare";

    public string Title => "Bare";

    public int DefaultPort => 1;

    public ProbeReadiness Readiness { get; } = new(IsReady: true, "a test");

    public async Task<ProbeVerdict> CheckAsync(ProbeSession session, CancellationToken cancellationToken)
    {
        await session.ConnectAsync(cancellationToken);
        session.Enter(ProbeStage.Shell, ProbeFailure.PromptTimeout);
        return await new CliSession(new Terminal(new SocketStream(session.Socket)), session).ReachPromptAsync(cancellationToken);
    }

    private sealed class SocketStream(Socket socket) : IByteStream
    {
        public bool HasWaiting => socket.Available > 0;

        public ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken) => socket.ReceiveAsync(buffer, cancellationToken);

        public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
        {
            while (bytes.Length > 0)
            {
                bytes = bytes[await socket.SendAsync(bytes, cancellationToken)..];
            }
        }
    }
}
