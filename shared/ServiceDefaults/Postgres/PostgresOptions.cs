using System.ComponentModel.DataAnnotations;

namespace SharedSequencer.ServiceDefaults;

/// <summary>How a service treats its database; section <c>Postgres</c>.</summary>
public sealed class PostgresOptions
{
    /// <summary>How long a starting service waits for the database, in seconds, before it gives up.</summary>
    [Range(0, 3600)]
    public int WaitSeconds { get; init; } = 60;
}
