using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using NetDashboard.Inventory.Vault;
using NetDashboard.Walls.Control;

namespace NetDashboard.Hosting.Control;

/// <summary>
/// A web server of its own on a Unix domain socket in the data folder, for commands of the account that runs the dashboard. Only that account can open it, and no
/// browser can; nothing of it is on any port, and nothing of the pages is on it.
/// </summary>
/// <param name="vault">Knows the data folder.</param>
/// <param name="orders">Carries out what commands want.</param>
/// <param name="logger">Told when there can be no such socket: the dashboard does without.</param>
internal sealed class ControlHost(SecretVault vault, ShareOrders orders, ILogger<ControlHost> logger) : IHostedService, IAsyncDisposable
{
    private const int MaxBody = 256 * 1024;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private WebApplication? _app;

    /// <summary>Where it listens; <see langword="null"/> when it does not.</summary>
    public string? Path { get; private set; }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (vault.Folder is not { Length: > 0 } folder)
        {
            return;
        }

        var path = ControlSocket.PathIn(folder);
        if (!ControlSocket.IsPossible(path))
        {
            logger.ControlClosed($"{path} is longer than the {ControlSocket.MaxPath} bytes that a socket's path may have. Set Data:Directory to a shorter one.");
            return;
        }

        var app = Build(path);
        try
        {
            if (await IsAnsweredAsync(path, cancellationToken).ConfigureAwait(false))
            {
                logger.ControlClosed($"another dashboard answers at {path}.");
                return;
            }

            // Left behind by a process that was killed.
            File.Delete(path);
            await app.StartAsync(cancellationToken).ConfigureAwait(false);
            (_app, Path) = (app, path);
        }
        catch (Exception e) when (e is IOException or SocketException or UnauthorizedAccessException)
        {
            logger.ControlClosed($"{path}: {e.Message}");
        }
        finally
        {
            if (_app is null)
            {
                await app.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    // With the listening socket goes its file.
    public Task StopAsync(CancellationToken cancellationToken) => _app?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public ValueTask DisposeAsync() => _app?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static async Task<bool> IsAnsweredAsync(string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    // Between binding and listening: nobody can connect before only its owner can.
    private static Socket Bind(EndPoint endPoint)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Bind(endPoint);
            File.SetUnixFileMode(endPoint.ToString()!, OwnerOnly);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private WebApplication Build(string path)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBody;
            kestrel.ListenUnixSocket(path);
        });
        builder.Services.Configure<SocketTransportOptions>(options => options.CreateBoundListenSocket = Bind);
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, SilentLifetime>();

        // An address that is no port would stand among those that people can open. What goes wrong is logged below.
        builder.Services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        var app = builder.Build();
        app.Use(async (context, next) =>
        {
            try
            {
                await next(context).ConfigureAwait(false);
            }
            catch (Exception e) when (!context.RequestAborted.IsCancellationRequested && !context.Response.HasStarted)
            {
                logger.OrderFailed(e);
                context.Response.StatusCode = StatusCodes.Status500InternalServerError;
                await context.Response.WriteAsJsonAsync(new ControlRefusal("The dashboard failed at that; its log says more."), ControlJson.Options, context.RequestAborted).ConfigureAwait(false);
            }
        });
        orders.Map(app);
        return app;
    }
}
