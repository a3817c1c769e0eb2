using System.ComponentModel.DataAnnotations;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ingress.Limits;

/// <summary>Section <c>Limits</c>: what a request, a client and a rollup may ask for.</summary>
internal sealed class LimitsOptions
{
    /// <summary>Calls in one JSON-RPC batch.</summary>
    [Range(1, 100_000)]
    public int MaxCallsPerRequest { get; set; } = 1_000;

    /// <summary>Body of one request or WebSocket message, in bytes.</summary>
    [Range(1_024, 64 * 1024 * 1024)]
    public int MaxRequestBytes { get; set; } = 5 * 1024 * 1024;

    /// <summary>
    /// Bodies of all requests and WebSocket messages under way, in bytes; beyond it further ones are refused.
    /// </summary>
    [Range(65_536, 64L * 1024 * 1024 * 1024)]
    public long MaxBodyBytesUnderWay { get; set; } = 64 * 1024 * 1024;

    /// <summary>A body that arrives more slowly than this after its first seconds is refused, in bytes per second.</summary>
    [Range(1, 1_073_741_824)]
    public int MinBodyBytesPerSecond { get; set; } = 64 * 1024;

    /// <summary>One signed transaction, in bytes.</summary>
    [Range(256, 128 * 1024)]
    public int MaxTransactionBytes { get; set; } = 128 * 1024;

    /// <summary>Nesting of the parameters of a call.</summary>
    [Range(4, 512)]
    public int MaxJsonDepth { get; set; } = 64;

    /// <summary>The rollup's quota: transactions taken in per second.</summary>
    [Range(1, 10_000_000)]
    public int TransactionsPerSecondPerRollup { get; set; } = 25_000;

    /// <summary>Registry operations taken in per second, over all rollups.</summary>
    [Range(1, 10_000)]
    public int OperationsPerSecond { get; set; } = 200;

    /// <summary>Bundles and cancels of one submitter taken in per second, and the most it may save up.</summary>
    [Range(1, 1_000_000)]
    public int BundlesPerSecondPerSubmitter { get; set; } = 200;

    /// <summary>Bundles and cancels of one submitter that are not in a final block yet.</summary>
    [Range(1, 1_000_000)]
    public int MaxUnorderedBundlesPerSubmitter { get; set; } = 1_024;

    /// <summary>Bytes of such bundles of one submitter.</summary>
    [Range(ProtocolDefaults.MaxBundleItemBytes, int.MaxValue)]
    public int MaxUnorderedBundleBytesPerSubmitter { get; set; } = 4 * 1024 * 1024;

    /// <summary>Bytes of such bundles of all submitters: the rest of the lane is for reports and operations.</summary>
    [Range(ProtocolDefaults.MaxBundleItemBytes, int.MaxValue)]
    public int MaxUnorderedBundleBytes { get; set; } = 32 * 1024 * 1024;

    /// <summary>The number of such bundles of all submitters.</summary>
    [Range(1, 10_000_000)]
    public int MaxUnorderedBundles { get; set; } = 16_384;

    /// <summary>Reports of one reporter taken in per second.</summary>
    [Range(1, 1_000_000)]
    public int ReportsPerSecondPerReporter { get; set; } = 2_000;

    /// <summary>Expiries that one client address may ask for per second: nobody signs them.</summary>
    [Range(1, 1_000_000)]
    public int ExpiriesPerSecondPerClient { get; set; } = 10;

    /// <summary>Submitters, reporters and client addresses whose rate is remembered, of each kind.</summary>
    [Range(16, 10_000_000)]
    public int MaxTrackedSubmitters { get; set; } = 16_384;

    /// <summary>Requests and event streams that wait for what becomes of a bundle.</summary>
    [Range(1, 1_000_000)]
    public int MaxBundleWaits { get; set; } = 4_096;

    /// <summary>The same of one client address.</summary>
    [Range(1, 1_000_000)]
    public int MaxBundleWaitsPerClient { get; set; } = 1_024;

    /// <summary>How much unused quota a rollup saves up, in milliseconds of its rate.</summary>
    [Range(10, 60_000)]
    public int QuotaBurstMilliseconds { get; set; } = 1_000;

    /// <summary>Calls per second of one client address; 0 leaves that to the load balancer.</summary>
    [Range(0, 10_000_000)]
    public int CallsPerSecondPerClient { get; set; }

    /// <summary>Client addresses whose rate is remembered.</summary>
    [Range(16, 10_000_000)]
    public int MaxTrackedClients { get; set; } = 16_384;

    /// <summary>Entries of a rollup that are not in a final block yet; beyond it the rollup's requests are refused.</summary>
    [Range(16, 10_000_000)]
    public int MaxUnorderedPerRollup { get; set; } = 65_536;

    /// <summary>Bytes of such entries of one rollup.</summary>
    [Range(1_048_576, int.MaxValue)]
    public int MaxUnorderedBytesPerRollup { get; set; } = 64 * 1024 * 1024;

    /// <summary>Bytes of such entries over all rollups.</summary>
    [Range(1_048_576, long.MaxValue)]
    public long MaxUnorderedBytes { get; set; } = 512L * 1024 * 1024;

    /// <summary>Transactions of a rollup that wait for a nonce gap to close.</summary>
    [Range(0, 1_000_000)]
    public int MaxHeldPerRollup { get; set; } = 4_096;

    /// <summary>The same for one sender.</summary>
    [Range(0, 10_000)]
    public int MaxHeldPerSender { get; set; } = 64;

    /// <summary>How long a gap may stay open, in seconds.</summary>
    [Range(1, 86_400)]
    public int HoldSeconds { get; set; } = 60;

    /// <summary>Senders of one rollup whose next nonce is kept in memory.</summary>
    [Range(1_000, 10_000_000)]
    public int MaxTrackedAccounts { get; set; } = 200_000;

    /// <summary>Connections of any kind; further ones are closed at once.</summary>
    [Range(16, 1_000_000)]
    public int MaxConnections { get; set; } = 10_000;

    /// <summary>Connections with a WebSocket.</summary>
    [Range(0, 100_000)]
    public int MaxWebSockets { get; set; } = 1_024;

    /// <summary>Origins that browsers may call from; <c>*</c> for all. Nothing here uses cookies.</summary>
    [Required]
    public string AllowedOrigins { get; set; } = "*";
}
