using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using SharedSequencer.Publisher.Archive;
using SharedSequencer.Publisher.Reporting;
using SharedSequencer.Publisher.Storage;

namespace SharedSequencer.Publisher.Drivers.Cursors;

/// <summary>A row of <c>bundle_legs</c>: stored form of an <see cref="ArchivedLeg"/>, and what became of it.</summary>
internal sealed class BundleLegRow
{
    public required byte[] BundleId { get; init; }

    public required short Leg { get; init; }

    public required byte[] EscrowId { get; init; }

    public required long RollupId { get; init; }

    public required long Number { get; init; }

    public required byte[] RollupBlock { get; init; }

    public required int FirstPlace { get; init; }

    public required int Transactions { get; init; }

    public required byte[] Escrow { get; init; }

    public required byte[] Lock { get; init; }

    public required long Deadline { get; init; }

    /// <summary>How the node executed it; null while the driver's cursor stands before it.</summary>
    public bool? Succeeded { get; init; }

    /// <summary>The encoded signed report; null before there is one.</summary>
    public byte[]? Report { get; init; }

    public LegName Name => new(new Hash256(BundleId), (byte)Leg);

    public ArchivedLeg ToLeg() => new()
    {
        Bundle = new Hash256(BundleId),
        Leg = (byte)Leg,
        EscrowId = new Hash256(EscrowId),
        Place = new LegPlace(
            new RollupId(StoredNumber.Read(RollupId)), StoredNumber.Read(Number), new Hash256(RollupBlock), FirstPlace),
        Transactions = Transactions,
        Escrow = new Address(Escrow),
        Lock = new Hash256(Lock),
        Deadline = new ChainTime(StoredNumber.Read(Deadline)),
    };
}
