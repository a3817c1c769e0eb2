using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SharedSequencer.Bundles.Saga;

namespace SharedSequencer.Bundles.Storage;

/// <summary>The service's tables: few, small, transactional rows, so EF Core maps them.</summary>
internal sealed class BundlesContext : DbContext
{
    // A transaction is repeated whole or not at all: a savepoint before each write would be two round trips for nothing.
    public BundlesContext(DbContextOptions<BundlesContext> options)
        : base(options) => Database.AutoSavepointsEnabled = false;

    public DbSet<BundleSaga> Sagas => Set<BundleSaga>();

    public DbSet<LegRow> Legs => Set<LegRow>();

    public DbSet<InboxRow> Inbox => Set<InboxRow>();

    public DbSet<OutboxRow> Outbox => Set<OutboxRow>();

    public DbSet<ExecutionRow> Executions => Set<ExecutionRow>();

    public DbSet<ChainPositionRow> Positions => Set<ChainPositionRow>();

    public DbSet<ChainSnapshotRow> Snapshots => Set<ChainSnapshotRow>();

    public DbSet<PlacedBlockRow> PlacedBlocks => Set<PlacedBlockRow>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        MapSagas(modelBuilder);
        var position = modelBuilder.Entity<ChainPositionRow>().ToTable("chain_position");
        position.HasKey(row => row.Id);
        position.Property(row => row.Id).ValueGeneratedNever();
        var snapshot = modelBuilder.Entity<ChainSnapshotRow>().ToTable("chain_snapshots");
        snapshot.HasKey(row => row.Height);
        snapshot.Property(row => row.Height).ValueGeneratedNever();
        var placed = modelBuilder.Entity<PlacedBlockRow>().ToTable("placed_blocks");
        placed.HasKey(row => row.Height);
        placed.Property(row => row.Height).ValueGeneratedNever();
        modelBuilder.Entity<InboxRow>().ToTable("inbox").HasKey(row => new { row.BundleId, row.Message });
        var outbox = modelBuilder.Entity<OutboxRow>().ToTable("outbox");
        outbox.HasKey(row => row.Id);
        outbox.Property(row => row.Id).UseIdentityAlwaysColumn();
        var execution = modelBuilder.Entity<ExecutionRow>().ToTable("executions");
        execution.HasKey(row => row.Id);
        execution.Property(row => row.Id).UseIdentityAlwaysColumn();
        NameColumns(modelBuilder);
    }

    private static void MapSagas(ModelBuilder modelBuilder)
    {
        var saga = modelBuilder.Entity<BundleSaga>().ToTable("bundles");
        saga.HasKey(row => row.CorrelationId);
        saga.Property(row => row.CorrelationId).ValueGeneratedNever();
        saga.Property(row => row.Number).UseIdentityAlwaysColumn();
        saga.Property(row => row.Version).IsRowVersion();
        saga.Ignore(row => row.Changes);
        saga.HasMany(row => row.Legs).WithOne().HasForeignKey(leg => leg.CorrelationId);
        saga.HasMany(row => row.Steps).WithOne().HasForeignKey(step => step.CorrelationId);
        MapLegs(modelBuilder.Entity<LegRow>());
        var step = modelBuilder.Entity<StepRow>().ToTable("bundle_steps");
        step.HasKey(row => new { row.CorrelationId, row.Step });
        step.Property(row => row.Step).ValueGeneratedNever();
    }

    private static void MapLegs(EntityTypeBuilder<LegRow> leg)
    {
        leg.ToTable("bundle_legs").HasKey(row => new { row.CorrelationId, row.Leg });
        leg.Property(row => row.Leg).ValueGeneratedNever();
    }

    /// <summary>Columns are named after their properties, in snake_case.</summary>
    private static void NameColumns(ModelBuilder modelBuilder)
    {
        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(type => type.GetProperties()))
        {
            if (property.Name == nameof(BundleSaga.Version)) continue;
            property.SetColumnName(string.Concat(property.Name.Select(InSnakeCase)));
        }
    }

    private static string InSnakeCase(char letter, int place)
    {
        var lower = char.ToLowerInvariant(letter);
        return char.IsUpper(letter) && place > 0 ? $"_{lower}" : $"{lower}";
    }
}
