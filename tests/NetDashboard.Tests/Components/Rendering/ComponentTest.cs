#pragma warning disable BL0006 // Render trees are what a renderer works on; a test host has no other way.

using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.JSInterop;
using NetDashboard.Components.Operators;
using NetDashboard.Live;

namespace NetDashboard.Tests.Components.Rendering;

/// <summary>Base of component tests, in the shape of bUnit: register services, render, look, act, wait.</summary>
public abstract class ComponentTest : IAsyncLifetime
{
    private ServiceProvider? _provider;
    private TestRenderer? _renderer;

    protected ComponentTest()
    {
        Services.AddLogging();
        Services.AddSingleton<IJSRuntime, SilentJavaScript>();
        Services.AddSingleton<NavigationManager, FixedNavigation>();
        Services.AddSingleton<OperatorName>();
        Services.AddSingleton<Baselines>();
    }

    /// <summary>What components can inject; closed by the first use.</summary>
    protected ServiceCollection Services { get; } = [];

    private ServiceProvider Provider => _provider ??= Services.BuildServiceProvider();

    /// <summary>Whether components take the page for one with a circuit; as in a browser unless said otherwise.</summary>
    protected bool IsInteractive { get; set; } = true;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await DisposeComponentsAsync();
        if (_provider is not null)
        {
            await _provider.DisposeAsync();
        }
    }

    /// <summary>What was registered, as components get it.</summary>
    protected TService Service<TService>()
        where TService : notnull => Provider.GetRequiredService<TService>();

    /// <summary>Renders a component as the root of a page.</summary>
    protected RenderedComponent<T> Render<T>(Action<ComponentParameters<T>>? parameters = null)
        where T : IComponent
    {
        _renderer ??= new TestRenderer(Provider, IsInteractive);
        var given = new ComponentParameters<T>();
        parameters?.Invoke(given);
        return _renderer.Render<T>(given.ToView());
    }

    /// <summary>Ends all components, as closing the page does.</summary>
    protected async Task DisposeComponentsAsync()
    {
        if (_renderer is not null)
        {
            var renderer = _renderer;
            await renderer.Dispatcher.InvokeAsync(() => renderer.DisposeAsync().AsTask());
            _renderer = null;
        }
    }

    private sealed class SilentJavaScript : IJSRuntime
    {
        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args) => ValueTask.FromResult<TValue>(default!);

        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args) =>
            ValueTask.FromResult<TValue>(default!);
    }

    private sealed class FixedNavigation : NavigationManager
    {
        public FixedNavigation() => Initialize("http://localhost/", "http://localhost/");
    }
}
