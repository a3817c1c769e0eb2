using System.Text;
using SharedSequencer.Primitives;
using SharedSequencer.Publisher.Archive;

namespace SharedSequencer.Publisher.Reporting;

/// <summary>The log of an escrow that holds a lock: <see cref="Event"/>, whose data is the lock.</summary>
internal static class PreparedLog
{
    /// <summary>The event as Solidity hashes it; the first two arguments are indexed.</summary>
    public const string Event = "Prepared(bytes32,uint256,bytes32)";

    /// <summary>The first topic.</summary>
    public static Hash256 Signature { get; } = Keccak256.Hash(Encoding.ASCII.GetBytes(Event));

    /// <summary>The topics that name a leg: the event, the escrow id, the leg's place in the terms.</summary>
    public static IReadOnlyList<Hash256> TopicsOf(ArchivedLeg leg) =>
        [Signature, leg.EscrowId, UInt256.FromUInt64(leg.Leg).ToHash()];
}
