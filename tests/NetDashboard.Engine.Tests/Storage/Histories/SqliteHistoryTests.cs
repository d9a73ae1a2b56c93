using NetDashboard.Storage.Model;
using NetDashboard.Storage.Sqlite;

namespace NetDashboard.Engine.Tests.Storage.Histories;

public sealed class SqliteHistoryTests : HistoryContract
{
    private readonly string _folder = Directory.CreateTempSubdirectory("netdashboard-store-").FullName;

    public override Task DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }

    internal override StoreDatabase Database() => new SqliteDatabase(_folder);
}
