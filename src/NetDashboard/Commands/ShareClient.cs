using System.Net.Sockets;
using System.Text.Json;
using NetDashboard.Walls.Control;

namespace NetDashboard.Commands;

/// <summary>An order cannot be given, or is not carried out.</summary>
/// <param name="message">Why, for people.</param>
internal sealed class ShareRefusedException(string message) : Exception(message);

/// <summary>Gives orders to the dashboard that runs with a data folder.</summary>
internal sealed class ShareClient : IDisposable
{
    // Longer than the dashboard's own patience with its store.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly string _path;
    private readonly HttpClient _http;

    /// <param name="folder">The data folder.</param>
    public ShareClient(string folder)
    {
        _path = ControlSocket.PathIn(folder);
        _http = new HttpClient(new SocketsHttpHandler { ConnectCallback = ConnectAsync, UseProxy = false }) { BaseAddress = new Uri("http://dashboard/"), Timeout = s_patience };
    }

    /// <summary>Sends an order.</summary>
    /// <param name="method">The verb of HTTP.</param>
    /// <param name="path">What the order is about.</param>
    /// <param name="order">What it says; <see langword="null"/> when the path says it all.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <exception cref="ShareRefusedException">It is not carried out; says why.</exception>
    public async Task<T> SendAsync<T>(HttpMethod method, string path, object? order, CancellationToken cancellationToken)
    {
        try
        {
            using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative))
            {
                Content = order is null ? null : JsonContent.Create(order, order.GetType(), mediaType: null, ControlJson.Options),
            };
            using var response = await _http.SendAsync(request, cancellationToken).ConfigureAwait(false);
            if (response.IsSuccessStatusCode)
            {
                return await response.Content.ReadFromJsonAsync<T>(ControlJson.Options, cancellationToken).ConfigureAwait(false) ?? throw new JsonException("There is nothing in it.");
            }

            var refusal = await response.Content.ReadFromJsonAsync<ControlRefusal>(ControlJson.Options, cancellationToken).ConfigureAwait(false);
            throw new ShareRefusedException(refusal!.Reason);
        }
        catch (HttpRequestException e) when (e.InnerException is SocketException { SocketErrorCode: SocketError.AccessDenied })
        {
            throw new ShareRefusedException($"{_path} belongs to another account: give the command as the account that runs the dashboard.");
        }
        catch (HttpRequestException e) when (e.InnerException is SocketException or ArgumentException)
        {
            throw new ShareRefusedException($"No dashboard answers at {_path}. Start it, or name its data folder with --data.");
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or IOException)
        {
            throw new ShareRefusedException($"The dashboard's answer cannot be read ({e.Message}): is it of the same version?");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ShareRefusedException($"The dashboard at {_path} does not answer within {s_patience.TotalSeconds:0} s.");
        }
    }

    public void Dispose() => _http.Dispose();

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(_path), cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
