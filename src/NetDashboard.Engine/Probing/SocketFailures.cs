using System.Net.Sockets;

namespace NetDashboard.Probing;

/// <summary>What socket errors mean for an operator.</summary>
internal static class SocketFailures
{
    /// <summary>Whether the error is about this machine and not about the device.</summary>
    public static bool IsLocal(SocketError error) => error
        is SocketError.TooManyOpenSockets
        or SocketError.NoBufferSpaceAvailable
        or SocketError.AddressNotAvailable
        or SocketError.ProcessLimit
        or SocketError.AccessDenied;

    /// <summary>The failure and its words for an error on the way to, or on, a connection.</summary>
    public static (ProbeFailure Failure, string Detail) Describe(SocketError error, ProbeStage stage, string address, int port) => error switch
    {
        _ when IsLocal(error) => (ProbeFailure.LocalResource, $"This machine could not reach {address}:{port} ({error}); the device was not tried."),
        SocketError.ConnectionRefused => (ProbeFailure.ConnectionRefused, $"Nothing listens on {address}:{port}."),
        SocketError.NetworkUnreachable or SocketError.HostUnreachable or SocketError.NetworkDown or SocketError.HostDown =>
            (ProbeFailure.NetworkUnreachable, $"No route to {address}."),
        SocketError.TimedOut when stage <= ProbeStage.Connect => (ProbeFailure.ConnectTimeout, $"No answer from {address}:{port}."),
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => (ProbeFailure.NameNotResolved, "The name has no address."),
        _ when stage <= ProbeStage.Connect => (ProbeFailure.NetworkUnreachable, $"{address}:{port} cannot be reached ({error})."),
        _ => (ProbeFailure.ConnectionClosed, $"The device closed the connection ({error})."),
    };

    /// <summary>The socket error inside an exception, if there is one.</summary>
    public static SocketError? Find(Exception exception)
    {
        for (var e = exception; e is not null; e = e.InnerException)
        {
            if (e is SocketException socket)
            {
                return socket.SocketErrorCode;
            }
        }

        return null;
    }
}
