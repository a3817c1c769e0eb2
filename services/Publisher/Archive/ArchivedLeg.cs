using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Publisher.Archive;

/// <summary>A leg of an included execution bundle, with all that its reporter must know of the terms.</summary>
internal sealed record ArchivedLeg
{
    /// <summary>The bundle's id.</summary>
    public required Hash256 Bundle { get; init; }

    /// <summary>The leg's place in the terms, from 0.</summary>
    public required byte Leg { get; init; }

    /// <summary>What the escrow's log names.</summary>
    public required Hash256 EscrowId { get; init; }

    /// <summary>Rollup block that holds the leg, by number and hash.</summary>
    public required LegPlace Place { get; init; }

    /// <summary>How many transactions the leg has.</summary>
    public required int Transactions { get; init; }

    /// <summary>The contract that must hold <see cref="Lock"/>; zero when it is enough that the transactions run.</summary>
    public required Address Escrow { get; init; }

    /// <summary>Hash of what must be locked.</summary>
    public required Hash256 Lock { get; init; }

    /// <summary>Chain time after which the decision is made without reports.</summary>
    public required ChainTime Deadline { get; init; }

    /// <summary>The legs of the execution bundles that a block includes.</summary>
    public static IEnumerable<ArchivedLeg> Of(ExpandedBlock block) => block.Included
        .Where(included => included.Bundle.Terms.Mode == BundleMode.Execution)
        .SelectMany(included => included.Legs.Select((place, leg) => Of(included.Bundle, (byte)leg, place, block.Header)));

    private static ArchivedLeg Of(Bundle bundle, byte leg, LegPlace place, BlockHeader header) => new()
    {
        Bundle = bundle.Id,
        Leg = leg,
        EscrowId = bundle.Terms.EscrowId,
        Place = place,
        Transactions = bundle.Legs[leg].Transactions.Count,
        Escrow = bundle.Terms.Legs[leg].Escrow,
        Lock = bundle.Terms.Legs[leg].Lock,
        Deadline = header.Timestamp.Plus(TimeSpan.FromMilliseconds(bundle.Terms.DecisionDelay)),
    };
}
