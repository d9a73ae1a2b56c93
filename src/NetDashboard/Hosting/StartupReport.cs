using NetDashboard.Probing;

namespace NetDashboard.Hosting;

/// <summary>Says at start-up what each probe found on this machine, so that a missing library is known before the first scan.</summary>
internal sealed partial class StartupReport(ProbeCatalog probes, ILogger<StartupReport> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var probe in probes.All)
        {
            if (probe.Readiness.IsReady)
            {
                ProbeReady(probe.Title, probe.Readiness.Words);
            }
            else
            {
                ProbeNotReady(probe.Title, probe.Readiness.Words);
            }
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(EventId = 520, Level = LogLevel.Information, Message = "{Protocol} is ready: {Words}")]
    private partial void ProbeReady(string protocol, string words);

    [LoggerMessage(EventId = 521, Level = LogLevel.Error, Message = "{Protocol} is not ready: {Words}")]
    private partial void ProbeNotReady(string protocol, string words);
}
