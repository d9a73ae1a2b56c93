using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace NetDashboard.Storage.Model;

/// <summary>The tables, the same for every provider; each provider derives a context of its own, which its migrations belong to.</summary>
/// <param name="options">Provider and connection.</param>
internal abstract class StoreContext(DbContextOptions options) : DbContext(options)
{
    public DbSet<StoredScan> Scans => Set<StoredScan>();

    public DbSet<StoredRun> Runs => Set<StoredRun>();

    public DbSet<StoredLayout> Layouts => Set<StoredLayout>();

    public DbSet<StoredEndpoint> Endpoints => Set<StoredEndpoint>();

    public DbSet<StoredResult> Results => Set<StoredResult>();

    public DbSet<StoredHostKey> HostKeys => Set<StoredHostKey>();

    public DbSet<StoredShareLink> ShareLinks => Set<StoredShareLink>();

    /// <summary>A property's name as a column: <c>StartedAt</c> is <c>started_at</c>.</summary>
    public static string ColumnOf(string property)
    {
        var name = new StringBuilder();
        foreach (var c in property)
        {
            name.Append(char.IsUpper(c) && name.Length > 0 ? "_" : string.Empty).Append(char.ToLowerInvariant(c));
        }

        return name.ToString();
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<StoreTime>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<StoredLayout>(layout => layout.ToTable("layouts").HasKey(l => l.Hash));
        modelBuilder.Entity<StoredEndpoint>(endpoint =>
        {
            endpoint.ToTable("endpoints").HasKey(e => e.Id);
            endpoint.Property(e => e.Id).ValueGeneratedNever();
            endpoint.HasIndex(e => new { e.Device, e.Protocol }).IsUnique();
        });
        modelBuilder.Entity<StoredScan>(scan =>
        {
            // Numbers are given by the one writer, which needs them before the row is there.
            scan.ToTable("scans").HasKey(s => s.Number);
            scan.Property(s => s.Number).ValueGeneratedNever();
            scan.HasIndex(s => s.Id).IsUnique();
            scan.HasOne<StoredLayout>().WithMany().HasForeignKey(s => s.Layout).OnDelete(DeleteBehavior.Restrict);
        });
        modelBuilder.Entity<StoredRun>(run =>
        {
            run.ToTable("runs").HasKey(r => new { r.Scan, r.Number });
            run.HasOne<StoredScan>().WithMany().HasForeignKey(r => r.Scan).OnDelete(DeleteBehavior.Cascade);
        });
        modelBuilder.Entity<StoredResult>(result =>
        {
            // What makes a second writing of the same result harmless.
            result.ToTable("results").HasKey(r => new { r.Scan, r.Endpoint, r.Attempt });

            // The history of an endpoint, newest first. What strips and rates are made of stands in it, so that no row is looked up for them.
            result.HasIndex(r => new { r.Endpoint, r.StartedAt, r.Scan, r.Attempt, r.Outcome, r.Failure, r.Duration }).HasDatabaseName("IX_results_history");
            result.HasOne<StoredScan>().WithMany().HasForeignKey(r => r.Scan).OnDelete(DeleteBehavior.Cascade);
            result.HasOne<StoredEndpoint>().WithMany().HasForeignKey(r => r.Endpoint).OnDelete(DeleteBehavior.Restrict);
        });
        modelBuilder.Entity<StoredHostKey>(key =>
        {
            key.ToTable("host_keys").HasKey(k => new { k.Endpoint, k.Fingerprint });
            key.HasOne<StoredEndpoint>().WithMany().HasForeignKey(k => k.Endpoint).OnDelete(DeleteBehavior.Cascade);
        });
        modelBuilder.Entity<StoredShareLink>(link =>
        {
            link.ToTable("share_links").HasKey(l => l.Id);
            link.Property(l => l.Id).ValueGeneratedNever();
            link.HasIndex(l => l.TokenHash).IsUnique();
        });
        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties()))
        {
            property.SetColumnName(ColumnOf(property.Name));
        }
    }
}

/// <summary>Times as the number of 100 ns since the year 1, UTC: exact, sorted as numbers, and the same in every database.</summary>
internal sealed class StoreTime() : ValueConverter<DateTimeOffset, long>(time => time.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
