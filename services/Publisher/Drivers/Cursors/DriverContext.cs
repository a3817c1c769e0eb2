using Microsoft.EntityFrameworkCore;

namespace SharedSequencer.Publisher.Drivers.Cursors;

/// <summary>Cursors and outbox of the drivers, and what became of legs: few, small, transactional rows, so EF Core maps them.</summary>
internal sealed class DriverContext(DbContextOptions<DriverContext> options) : DbContext(options)
{
    public DbSet<DrivenBlockRow> DrivenBlocks => Set<DrivenBlockRow>();

    public DbSet<ExecutionReportRow> ExecutionReports => Set<ExecutionReportRow>();

    public DbSet<BundleLegRow> BundleLegs => Set<BundleLegRow>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        MapLegs(modelBuilder);
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

    private static void MapLegs(ModelBuilder modelBuilder)
    {
        var leg = modelBuilder.Entity<BundleLegRow>().ToTable("bundle_legs");
        leg.HasKey(row => new { row.BundleId, row.Leg });
        leg.Ignore(row => row.Name);
        leg.Property(row => row.BundleId).HasColumnName("bundle_id");
        leg.Property(row => row.Leg).HasColumnName("leg");
        leg.Property(row => row.EscrowId).HasColumnName("escrow_id");
        leg.Property(row => row.RollupId).HasColumnName("rollup_id");
        leg.Property(row => row.Number).HasColumnName("number");
        leg.Property(row => row.RollupBlock).HasColumnName("rollup_block");
        leg.Property(row => row.FirstPlace).HasColumnName("first_place");
        leg.Property(row => row.Transactions).HasColumnName("transactions");
        leg.Property(row => row.Escrow).HasColumnName("escrow");
        leg.Property(row => row.Lock).HasColumnName("lock");
        leg.Property(row => row.Deadline).HasColumnName("deadline");
        leg.Property(row => row.Succeeded).HasColumnName("succeeded");
        leg.Property(row => row.Report).HasColumnName("report");
    }
}
