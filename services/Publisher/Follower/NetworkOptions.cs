using System.ComponentModel.DataAnnotations;

namespace SharedSequencer.Publisher.Follower;

/// <summary>Which network is followed; section <c>Network</c>.</summary>
internal sealed class NetworkOptions
{
    /// <summary>Path of the genesis file: all that is trusted from outside.</summary>
    [Required]
    public string GenesisFile { get; init; } = "";
}
