using Microsoft.AspNetCore.Components.Server.Circuits;
using NetDashboard.Components;
using NetDashboard.Components.Circuits;
using NetDashboard.Components.Operators;
using NetDashboard.Components.Reruns;
using NetDashboard.Components.Scans.Results;
using NetDashboard.Hosting.Control;
using NetDashboard.Hosting.Walls;
using NetDashboard.Inventory.Vault;
using NetDashboard.Security;
using NetDashboard.Storage;
using NetDashboard.Storage.Model;
using Radzen;

namespace NetDashboard.Hosting;

/// <summary>The dashboard as a web server.</summary>
public static class WebDashboard
{
    /// <summary>Serves until the process is told to stop.</summary>
    /// <param name="args">Configuration as <c>--key value</c>, for example <c>--urls http://127.0.0.1:8080</c>.</param>
    /// <exception cref="VaultException">The data folder or its key cannot be used.</exception>
    /// <exception cref="StoreException">The store cannot be used.</exception>
    public static async Task RunAsync(string[] args)
    {
        var app = Build(args);
        await using (app.ConfigureAwait(false))
        {
            // First of all, so that a wrong key or a store that cannot be used is known before anything is served.
            app.Services.GetRequiredService<SecretVault>().Open();
            await app.Services.GetRequiredService<ScanStore>().OpenAsync().ConfigureAwait(false);
            await app.RunAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Puts the server together without starting it.</summary>
    /// <param name="args">Configuration as <c>--key value</c>.</param>
    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = ContentRoot.Find() });

        // appsettings.json sets Urls, so the usual ways to change the address must come after it.
        builder.Configuration.AddEnvironmentVariables("ASPNETCORE_").AddCommandLine(args);

        // The manifest of assets that lie elsewhere loads by itself in Development only; a published program has none and needs none.
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);

        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
        builder.Services.AddRadzenComponents();
        builder.Services.AddScoped<CircuitConnection>();
        builder.Services.AddScoped<OperatorName>();
        builder.Services.AddScoped<RerunDesk>();
        builder.Services.AddScoped<PageAddress>();
        builder.Services.AddScoped<CircuitHandler>(services => services.GetRequiredService<CircuitConnection>());

        // Pages only: files are published compressed. Over TLS of its own it stays off, as is the default, since lengths would tell of secrets (BREACH).
        builder.Services.AddResponseCompression(options => options.MimeTypes = ["text/html"]);
        builder.Services.AddEngine();
        builder.Services.AddDashboardHealth();
        builder.Services.AddWalls();
        builder.Services.AddControl();

        var app = builder.Build();
        if (!app.Environment.IsDevelopment())
        {
            app.UseExceptionHandler("/error", createScopeForErrors: true);
        }

        app.UseSecurityHeaders();
        app.UseOriginCheck();
        app.UseWallsOnly();
        app.UseResponseCompression();
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        app.UseAntiforgery();
        app.MapStaticAssets();
        app.MapDashboardHealth();
        app.MapInventoryDownloads();
        app.MapResultDownloads();
        app.MapComparisonDownloads();
        app.MapWalls();

        // The policy of SecurityHeaders says who may frame the pages; Blazor's own would be a second, weaker one.
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null);
        return app;
    }
}
