using NetDashboard.Tests.Hosting;
using NetDashboard.Tests.Live;

namespace NetDashboard.Tests.Browser;

/// <summary>A dashboard that a browser can reach, with results given by hand, for each test.</summary>
public abstract class DashboardTest(Chromium chromium) : IClassFixture<Chromium>, IAsyncLifetime
{
    private protected Chromium Chromium { get; } = chromium;

    private protected HandScanner Scanner { get; } = new();

    private protected Dashboard Dashboard { get; private set; } = null!;

    public Task InitializeAsync()
    {
        Dashboard = new Dashboard(scanner: Scanner).Listen();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await Dashboard.DisposeAsync();
}
