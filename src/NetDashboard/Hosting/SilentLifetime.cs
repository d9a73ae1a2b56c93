namespace NetDashboard.Hosting;

/// <summary>The lifetime of a server inside the program: signals are the program's, which stops this server.</summary>
internal sealed class SilentLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
