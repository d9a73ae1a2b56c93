using System.Runtime.CompilerServices;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Xunit.Sdk;

namespace NetDashboard.Tests.Components.Rendering;

/// <summary>A component that was rendered, and what can be seen of it.</summary>
public sealed class RenderedComponent<T>
    where T : IComponent
{
    private readonly TestRenderer _renderer;
    private readonly int _id;

    internal RenderedComponent(TestRenderer renderer, int id, T instance)
    {
        _renderer = renderer;
        _id = id;
        Instance = instance;
    }

    public T Instance { get; }

    /// <summary>How often it rendered.</summary>
    public int RenderCount => _renderer.RendersOf(_id);

    /// <summary>Batches of the whole page; each would be one message to a browser.</summary>
    public int BatchCount => _renderer.OnDispatcher(() => _renderer.Batches);

    /// <summary>Its HTML now.</summary>
    public string Markup => _renderer.MarkupOf(_id);

    /// <summary>The first element that matches; fails the test when there is none.</summary>
    public IElement Find(string selector) =>
        FindAll(selector) is [var first, ..] ? first : throw new XunitException($"Nothing matches '{selector}' in:\n{Markup}");

    /// <summary>All elements that match now.</summary>
    public IReadOnlyList<IElement> FindAll(string selector)
    {
        var document = new HtmlParser().ParseDocument(Markup);
        ElementEvents.Attach(document, _renderer);
        return [.. document.QuerySelectorAll(selector)];
    }

    /// <summary>All components of a type below this one.</summary>
    public IReadOnlyList<RenderedComponent<TChild>> FindComponents<TChild>()
        where TChild : IComponent => _renderer.ComponentsIn<TChild>(_id);

    /// <summary>Renders a root component again, with other parameters.</summary>
    public void SetParameters(Action<ComponentParameters<T>> parameters)
    {
        var given = new ComponentParameters<T>();
        parameters(given);
        _renderer.Update(_id, given.ToView());
    }

    /// <summary>Does something where components do things.</summary>
    public Task InvokeAsync(Func<Task> work) => _renderer.Dispatcher.InvokeAsync(work);

    /// <summary>Tries an assertion after every render until it holds.</summary>
    public void WaitForAssertion(Action assertion, TimeSpan? timeout = null)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                assertion();
                return;
            }
            catch (Exception) when (TimeProvider.System.GetElapsedTime(since) < (timeout ?? TimeSpan.FromSeconds(10)))
            {
                _renderer.WaitForRender(TimeSpan.FromMilliseconds(50));
            }
        }
    }
}

/// <summary>What a user does to an element.</summary>
public static class ElementEvents
{
    private static readonly ConditionalWeakTable<IDocument, TestRenderer> s_renderers = [];

    public static void Click(this IElement element) => Dispatch(element, "onclick", new MouseEventArgs());

    public static void Change(this IElement element, object? value) => Dispatch(element, "onchange", new ChangeEventArgs { Value = value });

    public static void Input(this IElement element, object? value) => Dispatch(element, "oninput", new ChangeEventArgs { Value = value });

    public static void Submit(this IElement element) => Dispatch(element, "onsubmit", EventArgs.Empty);

    internal static void Attach(IDocument document, TestRenderer renderer) => s_renderers.Add(document, renderer);

    private static void Dispatch(IElement element, string name, EventArgs args)
    {
        if (element.HasAttribute("disabled"))
        {
            throw new XunitException($"A user cannot do this to a disabled element: {element.OuterHtml}");
        }

        var handler = element.GetAttribute(MarkupWriter.EventPrefix + name)
            ?? throw new XunitException($"The element does not listen to {name}: {element.OuterHtml}");
        s_renderers.TryGetValue(element.Owner!, out var renderer);
        renderer!.Dispatch(ulong.Parse(handler), args);
    }
}
