using System.ComponentModel.DataAnnotations;

namespace SharedSequencer.Ordering.Submission;

/// <summary>Section <c>Ordering:Submission</c>: how much the ingresses of other operators may bring directly.</summary>
internal sealed class SubmissionOptions
{
    /// <summary>Batches that are looked at side by side; more are told to come back.</summary>
    [Range(1, 1_024)]
    public int MaxOpen { get; init; } = 32;

    /// <summary>Bytes of batches that one ingress may bring in a second.</summary>
    [Range(1_024, 1024 * 1024 * 1024)]
    public int BytesPerSecond { get; init; } = 4 * 1024 * 1024;

    /// <summary>Bytes that one ingress may bring at once after a pause; at least one batch always fits.</summary>
    [Range(180 * 1024, 1024 * 1024 * 1024)]
    public int BurstBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>Connections to the port at once; more are closed.</summary>
    [Range(1, 65_536)]
    public int MaxConnections { get; init; } = 256;

    /// <summary>Reads of blocks and evidence on the port at once; more are told to come back.</summary>
    [Range(1, 1_024)]
    public int MaxReads { get; init; } = 16;
}
