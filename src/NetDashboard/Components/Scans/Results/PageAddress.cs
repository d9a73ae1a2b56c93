using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.JSInterop;
using NetDashboard.Live.Queries;

namespace NetDashboard.Components.Scans.Results;

/// <summary>
/// The query in the address of the page. It is written by the browser's history and not by navigation, which would fetch the whole page
/// again with every letter typed. One for each page that is open.
/// </summary>
public sealed class PageAddress : IDisposable
{
    private readonly NavigationManager _navigation;
    private readonly IJSRuntime _js;
    private string? _written;

    /// <summary>Begins with the address the page was opened by.</summary>
    public PageAddress(NavigationManager navigation, IJSRuntime js)
    {
        (_navigation, _js) = (navigation, js);
        _navigation.LocationChanged += Forget;
    }

    /// <summary>What the address asks for now.</summary>
    public ResultReading Read() => ResultAddress.Parse(_written ?? new Uri(_navigation.Uri).Query);

    /// <summary>Puts a query into the address in place of the one before.</summary>
    public ValueTask WriteAsync(ResultQuery query)
    {
        _written = query.ToString();
        return _js.InvokeVoidAsync("netDashboard.setQuery", _written, ResultAddress.Parameters);
    }

    /// <inheritdoc/>
    public void Dispose() => _navigation.LocationChanged -= Forget;

    private void Forget(object? sender, LocationChangedEventArgs e) => _written = null;
}
