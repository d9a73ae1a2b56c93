using System.Net;
using System.Net.Sockets;

namespace NetDashboard.Probing;

/// <summary>Name lookup and TCP connect for all probes.</summary>
internal sealed class TcpDialer(TimeProvider time)
{
    // The system resolver holds a thread for each lookup, and does not let go of it when cancelled.
    private const int MaxLookups = 16;
    private const int LocalTries = 4;
    private static readonly TimeSpan s_localPause = TimeSpan.FromMilliseconds(250);

    private static readonly SemaphoreSlim s_lookups = new(MaxLookups);

    public static async ValueTask<IPAddress[]> ResolveAsync(string host, Action<ProbeStage, ProbeFailure> enter, CancellationToken cancellationToken)
    {
        if (IPAddress.TryParse(host, out var literal))
        {
            return [literal];
        }

        enter(ProbeStage.Resolve, ProbeFailure.NameNotResolved);
        await s_lookups.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var addresses = await Dns.GetHostAddressesAsync(host, cancellationToken).ConfigureAwait(false);
            return addresses is [] ? throw NotResolved(host, inner: null) : addresses;
        }
        catch (SocketException e)
        {
            throw NotResolved(host, e);
        }
        finally
        {
            s_lookups.Release();
        }
    }

    /// <summary>Tries the addresses in order; the last one's failure is reported.</summary>
    public async Task<Socket> ConnectAsync(IPAddress[] addresses, int port, Action<IPAddress> trying, CancellationToken cancellationToken)
    {
        for (var i = 0; ; i++)
        {
            try
            {
                trying(addresses[i]);
                return await ConnectAsync(new IPEndPoint(addresses[i], port), cancellationToken).ConfigureAwait(false);
            }
            catch (SocketException) when (i + 1 < addresses.Length)
            {
                // A name with several addresses is reached when one of them answers.
            }
        }
    }

    private async Task<Socket> ConnectAsync(IPEndPoint endPoint, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            Socket? socket = null;
            try
            {
                socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await socket.ConnectAsync(endPoint, cancellationToken).ConfigureAwait(false);
                return socket;
            }
            catch (SocketException e) when (SocketFailures.IsLocal(e.SocketErrorCode))
            {
                socket?.Dispose();
                if (attempt == LocalTries)
                {
                    throw new ProbeException(
                        ProbeFailure.LocalResource,
                        $"This machine could not open a connection ({e.SocketErrorCode}); the device was not tried. Raise the limit of open files or lower the concurrency.",
                        e);
                }

                await Task.Delay(s_localPause, time, cancellationToken).ConfigureAwait(false);
            }
            catch
            {
                socket?.Dispose();
                throw;
            }
        }
    }

    private static ProbeException NotResolved(string host, SocketException? inner) => new(
        ProbeFailure.NameNotResolved,
        inner?.SocketErrorCode is SocketError.TryAgain
            ? $"The name server did not answer for '{host}'."
            : $"The name '{host}' has no address. Check the spelling and the name server.",
        inner);
}
