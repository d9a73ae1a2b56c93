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

    private WebApplication Build(string[] addresses)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, OwnLifetime>();
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

    // Signals are the program's, which stops this server.
    private sealed class OwnLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
