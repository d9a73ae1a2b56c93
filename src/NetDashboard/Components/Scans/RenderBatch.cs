using Microsoft.AspNetCore.Components;

namespace NetDashboard.Components.Scans;

/// <summary>
/// Puts the renders of many components into one batch, which is one message to the browser: renders asked for while a component renders
/// join its batch, those asked for at other times make one each. Shows nothing itself.
/// </summary>
public sealed class RenderBatch : IComponent
{
    private RenderHandle _handle;

    /// <inheritdoc/>
    public void Attach(RenderHandle renderHandle) => _handle = renderHandle;

    /// <inheritdoc/>
    public Task SetParametersAsync(ParameterView parameters) => Task.CompletedTask;

    /// <summary>Asks for renders, as one batch. Called on the renderer's dispatcher.</summary>
    /// <param name="ask">Calls StateHasChanged of whatever changed.</param>
    public void Run(Action ask) => _handle.Render(_ => ask());
}
