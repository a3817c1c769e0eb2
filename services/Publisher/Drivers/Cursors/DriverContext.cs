using Microsoft.EntityFrameworkCore;

namespace SharedSequencer.Publisher.Drivers.Cursors;

/// <summary>Cursors and outbox of the drivers: few, small, transactional rows, so EF Core maps them.</summary>
internal sealed class DriverContext(DbContextOptions<DriverContext> options) : DbContext(options)
{
    public DbSet<DrivenBlockRow> DrivenBlocks => Set<DrivenBlockRow>();

    public DbSet<ExecutionReportRow> ExecutionReports => Set<ExecutionReportRow>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        var driven = modelBuilder.Entity<DrivenBlockRow>().ToTable("driven_blocks");
        driven.HasKey(row => new { row.RollupId, row.Number });
        driven.Property(row => row.RollupId).HasColumnName("rollup_id");
        driven.Property(row => row.Number).HasColumnName("number");
        driven.Property(row => row.NodeNumber).HasColumnName("node_number");
        driven.Property(row => row.NodeHash).HasColumnName("node_hash");

        var report = modelBuilder.Entity<ExecutionReportRow>().ToTable("execution_reports");
        report.HasKey(row => row.Id);
        report.Property(row => row.Id).HasColumnName("id").UseIdentityAlwaysColumn();
        report.Property(row => row.Payload).HasColumnName("payload");
        report.Property(row => row.TraceParent).HasColumnName("trace_parent");
    }
}
