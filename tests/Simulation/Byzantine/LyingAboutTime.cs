using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Simulation.Tests.Byzantine;

/// <summary>
/// Stamps own blocks with times far ahead or just not later than the parent's, and acknowledges batches with arrival
/// times far from the truth, always the same one for a batch.
/// </summary>
internal sealed class LyingAboutTime : Habit
{
    private readonly Dictionary<View, Proposal> _made = [];
    private readonly Dictionary<Hash256, Acknowledgement> _given = [];

    public override IEnumerable<PeerMessage> Rewrite(int to, PeerMessage message) => message switch
    {
        PeerMessage.Proposed(var proposal) when Context.IsOwn(proposal) => [new PeerMessage.Proposed(Shifted(proposal))],
        PeerMessage.Acknowledged(var given) when given.Validator == Context.Signer.Index =>
            [new PeerMessage.Acknowledged(Shifted(given))],
        _ => [message],
    };

    private Proposal Shifted(Proposal proposal)
    {
        if (!_made.TryGetValue(proposal.View, out var other))
        {
            var timestamp = Shift(proposal.Block.Header.Timestamp);
            other = Context.Knowledge.Remake(proposal, proposal.Block.Certificates, timestamp, Context.Signer) ?? proposal;
            _made.Add(proposal.View, other);
        }

        return other;
    }

    private Acknowledgement Shifted(Acknowledgement given)
    {
        if (!_given.TryGetValue(given.Batch, out var other))
            _given.Add(given.Batch, other = Resigned(given, Shift(given.Arrival), Context));
        return other;
    }

    public static Acknowledgement Resigned(Acknowledgement given, ChainTime arrival, ByzantineContext context) => given with
    {
        Arrival = arrival,
        Signature = context.Signer.Key.Sign(
            Acknowledgement.Digest(context.Genesis.NetworkId, given.Epoch, given.Batch, given.Size, arrival)),
    };

    private ChainTime Shift(ChainTime time) => Context.Chance.Below(4) switch
    {
        0 => time.Plus(TimeSpan.FromSeconds(Context.Chance.Between(1, 3_600))),
        1 => time.Minus(TimeSpan.FromSeconds(Context.Chance.Between(1, 3_600))),
        2 => time.Plus(TimeSpan.FromMilliseconds(Context.Chance.Between(1, 500))),
        _ => new ChainTime(Context.Chance.Happens(0.5) ? ulong.MaxValue : 0),
    };
}
