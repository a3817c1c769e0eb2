using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Launcher.Demo;

/// <summary>Who made a block final, as its verified certificate says.</summary>
/// <param name="Height">The block.</param>
/// <param name="Batches">How many batches it orders.</param>
/// <param name="Signers">The validators that signed its finalization.</param>
/// <param name="Weight">Their weight.</param>
/// <param name="Needed">The weight that decides.</param>
/// <param name="Total">The weight of all.</param>
internal sealed record QuorumView(
    Height Height, int Batches, IReadOnlyList<Address> Signers, ulong Weight, ulong Needed, ulong Total)
{
    public static QuorumView Of(FinalizedBlock block, Committee committee)
    {
        var signers = block.Finalization.Votes.Select(vote => committee[vote.Validator]).ToList();
        return new QuorumView(
            block.Header.Height,
            block.Block.Certificates.Count,
            [.. signers.Select(validator => validator.Address)],
            signers.Aggregate(0UL, (sum, validator) => sum + validator.Weight),
            committee.Quorum,
            committee.TotalWeight);
    }
}
