using System.ComponentModel.DataAnnotations;

namespace SharedSequencer.Publisher.Drivers;

/// <summary>The node of one rollup; section <c>Rollups:{rollup id}</c>.</summary>
internal sealed class RollupNodeOptions
{
    /// <summary>EIP-155 chain id that the node must answer.</summary>
    [Range(typeof(ulong), "1", "18446744073709551615")]
    public ulong ChainId { get; init; }

    /// <summary>JSON-RPC address of the node.</summary>
    [Required, Url]
    public string NodeUrl { get; init; } = "";
}
