using System.ComponentModel.DataAnnotations;

namespace SharedSequencer.Publisher.Drivers;

/// <summary>How nodes are driven; section <c>Drivers</c>.</summary>
internal sealed class DriverOptions
{
    /// <summary>
    /// Calls per JSON-RPC request of which the order matters: transactions and, after the last ones, the sealing. anvil works on a
    /// batch concurrently; up to 30 calls it takes in order, beyond that the order was seen to break. Other nodes may take more; 1
    /// is for a node that keeps no order within a request.
    /// </summary>
    [Range(1, 1000)]
    public int CallsPerRequest { get; init; } = 30;

    /// <summary>Longest wait for one answer of a node, in milliseconds.</summary>
    [Range(100, 600_000)]
    public int NodeTimeoutMs { get; init; } = 30_000;

    /// <summary>While there is nothing to drive, how often the node's head is looked at, in milliseconds.</summary>
    [Range(10, 600_000)]
    public int IdleCheckMs { get; init; } = 1_000;
}
