using NetDashboard.Storage.Model;
using NetDashboard.Storage.Postgres;

namespace NetDashboard.Engine.Tests.Storage.Histories;

public sealed class PostgresHistoryTests(PostgresFixture postgres) : HistoryContract, IClassFixture<PostgresFixture>
{
    private string _connection = string.Empty;

    public override async Task InitializeAsync() => _connection = await postgres.Server.CreateDatabaseAsync();

    internal override StoreDatabase Database() => new PostgresDatabase(_connection);
}
