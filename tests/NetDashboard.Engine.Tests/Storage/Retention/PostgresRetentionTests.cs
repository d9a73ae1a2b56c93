using NetDashboard.Storage.Model;
using NetDashboard.Storage.Postgres;

namespace NetDashboard.Engine.Tests.Storage.Retention;

public sealed class PostgresRetentionTests(PostgresFixture postgres) : RetentionContract, IClassFixture<PostgresFixture>
{
    private string _connection = string.Empty;

    public override async Task InitializeAsync() => _connection = await postgres.Server.CreateDatabaseAsync();

    internal override StoreDatabase Database() => new PostgresDatabase(_connection);

    protected override string Place => _connection;

    internal override (FormattableString Question, string Safe) Safety => ($"SELECT current_setting('synchronous_commit') AS \"Value\"", "on");
}
