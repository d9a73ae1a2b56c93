using System.Runtime.ExceptionServices;
using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.RenderTree;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.JSInterop;

#pragma warning disable BL0006 // Render trees are what a renderer works on; a test host has no other way.

namespace NetDashboard.Tests.Components.Rendering;

/// <summary>Renders components into memory and counts their renders.</summary>
internal sealed class TestRenderer : Renderer
{
    private readonly Dictionary<int, int> _renders = [];
    private readonly SemaphoreSlim _rendered = new(0);
    private Exception? _failure;

    public TestRenderer(IServiceProvider services, bool isInteractive)
        : base(services, NullLoggerFactory.Instance)
    {
        RendererInfo = new(isInteractive ? "Server" : "Static", isInteractive);
        ElementReferenceContext = new WebElementReferenceContext(services.GetRequiredService<IJSRuntime>());
    }

    public override Dispatcher Dispatcher { get; } = Dispatcher.CreateDefault();

    /// <summary>Batches shown so far; each would be one message to a browser.</summary>
    public int Batches { get; private set; }

    protected override RendererInfo RendererInfo { get; }

    public RenderedComponent<T> Render<T>(ParameterView parameters)
        where T : IComponent => OnDispatcher(() =>
        {
            var component = InstantiateComponent(typeof(T));
            var id = AssignRootComponentId(component);

            // Not awaited: what a component still waits for is what a test wants to see it wait for.
            _ = RenderRootComponentAsync(id, parameters);
            return new RenderedComponent<T>(this, id, (T)component);
        });

    public void Update(int componentId, ParameterView parameters) => OnDispatcher(() =>
    {
        _ = RenderRootComponentAsync(componentId, parameters);
        return true;
    });

    public int RendersOf(int componentId) => OnDispatcher(() => _renders.GetValueOrDefault(componentId));

    public string MarkupOf(int componentId) => OnDispatcher(() =>
    {
        var html = new StringBuilder();
        new MarkupWriter(GetCurrentRenderTreeFrames, html).Write(componentId);
        return html.ToString();
    });

    public IReadOnlyList<RenderedComponent<T>> ComponentsIn<T>(int componentId)
        where T : IComponent => OnDispatcher(() =>
        {
            var found = new List<RenderedComponent<T>>();
            Collect(componentId, found);
            return found;
        });

    public void Dispatch(ulong handler, EventArgs args) => OnDispatcher(() =>
    {
        _ = DispatchEventAsync(handler, fieldInfo: null, args);
        return true;
    });

    public T OnDispatcher<T>(Func<T> work)
    {
        var result = Dispatcher.InvokeAsync(work).GetAwaiter().GetResult();
        if (Interlocked.Exchange(ref _failure, null) is { } failure)
        {
            ExceptionDispatchInfo.Throw(failure);
        }

        return result;
    }

    /// <summary>Waits until something was rendered, or for a little while.</summary>
    public void WaitForRender(TimeSpan atMost) => _rendered.Wait(atMost);

    protected override IComponent ResolveComponentForRenderMode(Type componentType, int? parentComponentId, IComponentActivator componentActivator, IComponentRenderMode renderMode) =>
        componentActivator.CreateInstance(componentType);

    protected override void HandleException(Exception exception) => _failure = exception;

    protected override Task UpdateDisplayAsync(in RenderBatch renderBatch)
    {
        Batches++;
        for (var i = 0; i < renderBatch.UpdatedComponents.Count; i++)
        {
            var id = renderBatch.UpdatedComponents.Array[i].ComponentId;
            _renders[id] = _renders.GetValueOrDefault(id) + 1;
        }

        _rendered.Release();
        return Task.CompletedTask;
    }

    private void Collect<T>(int componentId, List<RenderedComponent<T>> found)
        where T : IComponent
    {
        var frames = GetCurrentRenderTreeFrames(componentId);
        for (var i = 0; i < frames.Count; i++)
        {
            ref var frame = ref frames.Array[i];
            if (frame.FrameType is RenderTreeFrameType.Component)
            {
                if (frame.Component is T component)
                {
                    found.Add(new RenderedComponent<T>(this, frame.ComponentId, component));
                }

                Collect(frame.ComponentId, found);
            }
        }
    }
}
