using System.Net;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using NetDashboard.Security;
using NetDashboard.Storage.ShareLinks;
using NetDashboard.Walls;

namespace NetDashboard.Hosting.Walls;

/// <summary>
/// A second web server in the same process that knows walls and health and nothing else, so that a screen elsewhere can be served while the pages stay where
/// they are. It is a server of its own rather than a second address of the first: what it does not map cannot be reached through it by any mistake.
/// </summary>
/// <param name="services">The program's own services, of which walls use some.</param>
/// <param name="options">Where it listens.</param>
internal sealed class WallsHost(IServiceProvider services, IOptions<WallOptions> options) : IHostedService, IAsyncDisposable
{
    private WebApplication? _app;

    /// <summary>Where it listens, with the ports it was given; empty when there is no such listener.</summary>
    public IReadOnlyCollection<string> Addresses => [.. _app?.Urls ?? []];

    /// <summary>What screens elsewhere call it; <see langword="null"/> when there is no such listener, and none was named.</summary>
    public string? PublicAddress => options.Value.PublicUrl is { Length: > 0 } named ? named.TrimEnd('/') : Addresses.FirstOrDefault() is { } own ? Named(own) : null;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Addresses is { Length: > 0 } addresses)
        {
            _app = Build(addresses);
            await _app.StartAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => _app?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public ValueTask DisposeAsync() => _app?.DisposeAsync() ?? ValueTask.CompletedTask;

    // "Every address" is none that a screen could open; this machine's name is.
    private static string Named(string address)
    {
        var parsed = BindingAddress.Parse(address);
        var host = parsed.Host is "0.0.0.0" or "[::]" or "*" or "+" ? Dns.GetHostName() : parsed.Host;
        return $"{parsed.Scheme}://{host}:{parsed.Port}";
    }

    private WebApplication Build(string[] addresses)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, SilentLifetime>();
        builder.Services.AddSingleton(services.GetRequiredService<ILoggerFactory>());
        Share<ShareLinkDesk>();
        Share<WallDesk>();
        Share<WallStream>();
        Share<WallFiles>();
        Share<TimeProvider>();
        Share<HealthCheckService>();
        var app = builder.Build();
        foreach (var address in addresses)
        {
            app.Urls.Add(address);
        }

        app.UseSecurityHeaders();
        app.MapDashboardHealth();
        app.MapWalls();
        return app;

        // An instance, so that it is not disposed of with this server.
        void Share<T>()
            where T : class => builder.Services.AddSingleton(services.GetRequiredService<T>());
    }
}
