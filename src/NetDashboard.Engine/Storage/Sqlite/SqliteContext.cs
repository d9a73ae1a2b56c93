using Microsoft.EntityFrameworkCore;
using NetDashboard.Storage.Model;

namespace NetDashboard.Storage.Sqlite;

/// <summary>The tables in SQLite.</summary>
/// <param name="options">The connection.</param>
internal sealed class SqliteContext(DbContextOptions<SqliteContext> options) : StoreContext(options);
