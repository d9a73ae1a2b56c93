using Microsoft.EntityFrameworkCore;
using NetDashboard.Storage.Model;

namespace NetDashboard.Storage.Postgres;

/// <summary>The tables in PostgreSQL.</summary>
/// <param name="options">The connection.</param>
internal sealed class PostgresContext(DbContextOptions<PostgresContext> options) : StoreContext(options);
