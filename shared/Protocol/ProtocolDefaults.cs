namespace SharedSequencer.Protocol;

/// <summary>
/// The numbers of protocol.md §8, in one place. A network whose members disagree on one of them cannot agree on
/// blocks, so they are constants of the version, not options.
/// </summary>
public static class ProtocolDefaults
{
    /// <summary>Greatest <see cref="Batch.Size"/>, and so the longest encoding, in bytes; one message on any broker (R1).</summary>
    public const int MaxBatchBytes = 180 * 1024;

    /// <summary>Most items of one batch (R1).</summary>
    public const int MaxBatchItems = 4_096;

    /// <summary>What an item counts at least in <see cref="Batch.Size"/>, so that limits in bytes bound their number too (R1).</summary>
    public const int MinItemBytes = 32;

    /// <summary>Greatest raw transaction in bytes.</summary>
    public const int MaxTransactionBytes = 128 * 1024;

    /// <summary>Greatest sum of batch sizes of one block in bytes (R6).</summary>
    public const int MaxBlockBytes = 2 * 1024 * 1024;

    /// <summary>Greatest sum of one lane's batch sizes in one block in bytes: half the block (R6).</summary>
    public const int MaxLaneBytesPerBlock = MaxBlockBytes / 2;

    /// <summary>Most items of one block, in all batches together: for more there is no room (R6).</summary>
    public const int MaxBlockItems = MaxBlockBytes / MinItemBytes;

    /// <summary>Most outcomes of one block; one is at most <see cref="MaxOutcomeBytes"/> long.</summary>
    public const int MaxBlockOutcomes = MaxBlockItems + MaxOverduePerBlock;

    /// <summary>Longest encoded outcome in bytes: kind, lane, hash, code and the prefix of each.</summary>
    public const int MaxOutcomeBytes = 48;

    /// <summary>Most certificates of one block; bounds decoders, far above what fits by size.</summary>
    public const int MaxCertificatesPerBlock = 16_384;

    /// <summary>Most members of a committee; bounds decoders.</summary>
    public const int MaxValidators = 1_024;

    /// <summary>Most headers between a block and the descendant whose Finalization proves it (R18); bounds decoders.</summary>
    public const int MaxDescendants = 1_024;

    /// <summary>Un-ordered bytes a validator acknowledges for one ingress and lane (R2).</summary>
    public const int MaxUnorderedLaneBytes = 64 * 1024 * 1024;

    /// <summary>Un-ordered bytes a validator acknowledges for one ingress, in all its lanes together (R2).</summary>
    public const int MaxUnorderedIngressBytes = 256 * 1024 * 1024;

    /// <summary>Fewest legs of a bundle: with one, a transaction is enough.</summary>
    public const int MinBundleLegs = 2;

    /// <summary>Most legs of a bundle.</summary>
    public const int MaxBundleLegs = 16;

    /// <summary>Most transactions of one leg.</summary>
    public const int MaxLegTransactions = 256;

    /// <summary>Most assertions about the state of one leg's rollup.</summary>
    public const int MaxLegAssertions = 64;

    /// <summary>Greatest encoded bundle in bytes.</summary>
    public const int MaxBundleBytes = 128 * 1024;

    /// <summary>Greatest encoded attestation in bytes; its fields have fixed lengths or are at most as long as a number.</summary>
    public const int MaxAttestationBytes = 192;

    /// <summary>Greatest item of a bundle batch in bytes: a bundle with every leg attested.</summary>
    public const int MaxBundleItemBytes = MaxBundleBytes + (MaxBundleLegs * MaxAttestationBytes) + 16;

    /// <summary>No execution bundle is shorter, encoded as an item.</summary>
    public const int MinExecutionBundleBytes = 256;

    /// <summary>Most execution bundles that one block aborts because their deadline has passed; the rest waits (R23).</summary>
    public const int MaxOverduePerBlock = 4_096;

    /// <summary>Most tombstones of one submitter on bundle ids, and as many on replacement ids (R21).</summary>
    public const int MaxTombstonesPerSubmitter = 1_024;

    /// <summary>Most tombstones of all submitters on bundle ids, and as many on replacement ids (R21).</summary>
    public const int MaxTombstones = 65_536;

    /// <summary>T: a batch lives at most this long after it was created (R1).</summary>
    public static readonly TimeSpan BatchLifetime = TimeSpan.FromMinutes(10);

    /// <summary>W: a placed transaction is remembered this long; a repeat within it is left out (R9).</summary>
    public static readonly TimeSpan PlacedWindow = TimeSpan.FromMinutes(11);

    /// <summary>How far a clock may be off (R8).</summary>
    public static readonly TimeSpan Drift = TimeSpan.FromMilliseconds(500);

    /// <summary>Shortest time between two proposals of one leader (R13).</summary>
    public static readonly TimeSpan MinBlockInterval = TimeSpan.FromMilliseconds(50);

    /// <summary>An idle leader proposes an empty block after this long: every block is a sign of life (R13).</summary>
    public static readonly TimeSpan Heartbeat = TimeSpan.FromMilliseconds(250);

    /// <summary>Δ: how long a message between two honest validators takes at most while the network behaves.</summary>
    public static readonly TimeSpan Delta = TimeSpan.FromMilliseconds(50);

    /// <summary>How long fetching what a proposal needs may take (R12).</summary>
    public static readonly TimeSpan FetchAllowance = TimeSpan.FromMilliseconds(50);

    /// <summary>Leader timer of R12: how long a view waits for its proposal.</summary>
    public static readonly TimeSpan LeaderTimeout = Heartbeat + (2 * Delta);

    /// <summary>View timer of R12: how long a view may last before its validators skip it.</summary>
    public static readonly TimeSpan ViewTimeout = LeaderTimeout + FetchAllowance + (2 * Delta);

    /// <summary>The timers and the grace double per view in a row without finalization, up to this (R7, R12).</summary>
    public static readonly TimeSpan TimerCap = TimeSpan.FromSeconds(10);

    /// <summary>A leader of whom nothing was heard for this long is skipped at once (R12).</summary>
    public static readonly TimeSpan SkipPeriod = TimeSpan.FromSeconds(1);

    /// <summary>How long a certificate must be held with its data before a block may not leave it out (R7).</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(200);

    /// <summary>After this long per place in the rotation a validator collects for a batch that got no certificate (R3).</summary>
    public static readonly TimeSpan AdoptionDelay = TimeSpan.FromMilliseconds(200);

    /// <summary>Without progress for this long a validator says again what it has said (R19).</summary>
    public static readonly TimeSpan ResendPeriod = TimeSpan.FromSeconds(1);

    /// <summary>A receipt promises order or a recorded rejection within this much chain time.</summary>
    public static readonly TimeSpan ReceiptDeadline = TimeSpan.FromSeconds(60);

    /// <summary>A bundle is included at most this long before its end of life, and a tombstone lasts as long (R20, R21).</summary>
    public static readonly TimeSpan MaxBundleLifetime = BatchLifetime;

    /// <summary>Longest time that reporters have for an execution bundle (R23).</summary>
    public static readonly TimeSpan MaxDecisionDelay = TimeSpan.FromMinutes(10);

    static ProtocolDefaults()
    {
        // R9: whatever a live batch may bring must still be remembered when the batch expires.
        Require(PlacedWindow >= BatchLifetime + Drift, "the window outlasts every batch");
        Require(MinBlockInterval < Heartbeat, "an idle chain is slower than a busy one");
        // R7: whatever is demanded of a leader has had time to reach it, be forwarded, and come back in its proposal.
        Require(Grace >= 4 * Delta, "the grace covers forwarding and proposing");
        Require(LeaderTimeout < ViewTimeout && ViewTimeout < TimerCap, "timers grow from leader to view to cap");
        Require(Heartbeat < SkipPeriod, "an idle leader shows life before it is skipped");
        Require(MaxBatchBytes <= MaxLaneBytesPerBlock, "any batch fits into an empty block");
        Require(MaxTransactionBytes < MaxBatchBytes, "any transaction fits into an empty batch");
        // An item makes one outcome at most; the refusal of an execution bundle makes two, and is far longer than two items.
        Require(MinExecutionBundleBytes >= 2 * MinItemBytes, "there are no more outcomes than room for items");
        Require(
            MaxOverduePerBlock * MinExecutionBundleBytes >= MaxLaneBytesPerBlock,
            "what is overdue is settled at least as fast as it can be opened");
        // The header of a batch and the length prefixes take less than a kilobyte.
        Require(MaxBundleItemBytes + 1024 <= MaxBatchBytes, "any bundle fits into an empty batch with all attestations");
        Require(
            MaxBlockBytes + (MaxBlockOutcomes * MaxOutcomeBytes) < FinalizedBlock.MaxBytes / 4,
            "what a block holds and says leaves most of the longest message to its certificates");
        Require(MaxTombstonesPerSubmitter < MaxTombstones, "one submitter leaves room for the tombstones of others");
        // R20: what a bundle placed is remembered for as long as the bundle may come again.
        Require(PlacedWindow >= MaxBundleLifetime + Drift, "the window outlasts every bundle");
        Require(MaxUnorderedLaneBytes < MaxUnorderedIngressBytes, "one full lane leaves room for an ingress's others");
        Require(ReceiptDeadline < BatchLifetime, "a receipt is due before its batch expires");
    }

    private static void Require(bool relation, string meaning)
    {
        if (!relation)
        {
            throw new InvalidOperationException($"Protocol defaults contradict each other: {meaning}.");
        }
    }
}
