using System.ComponentModel.DataAnnotations;

namespace SharedSequencer.Ingress.Transactions;

/// <summary>Section <c>Intake</c>: how long a request waits for the rollup.</summary>
internal sealed class IntakeOptions
{
    /// <summary>Wait of <c>eth_sendRawTransactionSync</c> when the client names none, in milliseconds.</summary>
    [Range(1, 600_000)]
    public int SyncDefaultMilliseconds { get; set; } = 2_000;

    /// <summary>The longest a client may ask for, in milliseconds.</summary>
    [Range(1, 600_000)]
    public int SyncMaxMilliseconds { get; set; } = 30_000;

    /// <summary>The longest a client may ask to wait for the order of a bundle or cancel, in milliseconds.</summary>
    [Range(1, 600_000)]
    public int BundleWaitMaxMilliseconds { get; set; } = 30_000;

    /// <summary>How long a stream of a bundle's events lasts, in milliseconds; who reads it may come back.</summary>
    [Range(1, 86_400_000)]
    public int BundleStreamMaxMilliseconds { get; set; } = 600_000;

    /// <summary>How often the node is asked for the receipt meanwhile, in milliseconds.</summary>
    [Range(5, 10_000)]
    public int SyncPollMilliseconds { get; set; } = 40;

    /// <summary>How often the node is asked again about senders with a nonce gap, in milliseconds.</summary>
    [Range(50, 600_000)]
    public int GapPollMilliseconds { get; set; } = 1_000;

    /// <summary>Longest wait for a node's answer about them, in milliseconds; the next round asks again.</summary>
    [Range(10, 60_000)]
    public int GapAnswerMilliseconds { get; set; } = 1_000;
}
