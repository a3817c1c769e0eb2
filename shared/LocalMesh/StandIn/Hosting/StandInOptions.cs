using System.ComponentModel.DataAnnotations;

namespace SharedSequencer.StandIn.Hosting;

/// <summary>Start-up configuration, section <c>StandIn</c>.</summary>
internal sealed class StandInOptions
{
    public const string Section = "StandIn";

    /// <summary>Loopback port of the fault switches; 0 takes a free one.</summary>
    [Range(0, 65535)]
    public int AdminPort { get; set; }

    /// <summary>Npgsql connection string of the database for actor state.</summary>
    [Required]
    public string ConnectionString { get; set; } = "";

    /// <summary>Folder with Dapr component files; without one there is a single pub/sub component, <c>mesh-pubsub</c>.</summary>
    public string? ComponentsFolder { get; set; }

    /// <summary>Token that apps must send (DAPR_API_TOKEN); null for none.</summary>
    public string? ApiToken { get; set; }

    /// <summary>Token that the sidecars send to the apps (APP_API_TOKEN); null for none.</summary>
    public string? AppToken { get; set; }

    /// <summary>One sidecar per entry.</summary>
    [MinLength(1)]
    public IList<AppOptions> Apps { get; } = [];
}
