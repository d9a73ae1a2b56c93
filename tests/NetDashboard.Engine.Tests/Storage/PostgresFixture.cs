using NetDashboard.Engine.Tests.Servers;

namespace NetDashboard.Engine.Tests.Storage;

/// <summary>One PostgreSQL for all tests that need one.</summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    private Postgres? _server;

    public Postgres Server => _server ?? throw new InvalidOperationException("PostgreSQL was not started.");

    public async Task InitializeAsync() => _server = await Postgres.StartAsync();

    public async Task DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }
}
