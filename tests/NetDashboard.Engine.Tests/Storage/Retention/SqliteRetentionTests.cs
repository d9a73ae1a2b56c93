using NetDashboard.Storage.Model;
using NetDashboard.Storage.Sqlite;

namespace NetDashboard.Engine.Tests.Storage.Retention;

public sealed class SqliteRetentionTests : RetentionContract
{
    private readonly string _folder = Directory.CreateTempSubdirectory("netdashboard-store-").FullName;

    public override Task DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }

    internal override StoreDatabase Database() => new SqliteDatabase(_folder);
}
