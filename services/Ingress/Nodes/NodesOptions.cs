using System.ComponentModel.DataAnnotations;

namespace SharedSequencer.Ingress.Nodes;

/// <summary>Section <c>Nodes</c>: how calls are passed on to the rollups' nodes.</summary>
internal sealed class NodesOptions
{
    /// <summary>Longest wait for an answer of a node, in milliseconds.</summary>
    [Range(50, 600_000)]
    public int TimeoutMilliseconds { get; set; } = 10_000;

    /// <summary>Largest answer that is passed on, in bytes.</summary>
    [Range(1_024, 256 * 1024 * 1024)]
    public int MaxAnswerBytes { get; set; } = 25 * 1024 * 1024;

    /// <summary>Connections to one node.</summary>
    [Range(1, 10_000)]
    public int MaxConnections { get; set; } = 64;

    /// <summary>Methods passed on besides those listed in <see cref="ProxiedMethods"/>, separated by commas.</summary>
    [Required(AllowEmptyStrings = true)]
    public string ExtraMethods { get; set; } = "";
}
