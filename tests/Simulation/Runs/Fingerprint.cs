using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using SharedSequencer.Simulation.Tests.Nodes;

namespace SharedSequencer.Simulation.Tests.Runs;

/// <summary>A number that two runs share only when honest validators did the same at the same moments.</summary>
internal sealed class Fingerprint(World world) : Watcher
{
    private readonly byte[] _bytes = new byte[Hash256.Size];

    public ulong Value { get; private set; } = 14_695_981_039_346_656_037;

    public override void Started(HonestValidator validator, RecoveredCore recovered) =>
        Add(validator, (ulong)recovered.Votes.Count, recovered.Final.BlockHash);

    public override void Sent(HonestValidator validator, int? to, PeerMessage message) =>
        Add(validator, (ulong)(to ?? -1), message switch
        {
            PeerMessage.BatchBody(var batch) => batch.Digest,
            PeerMessage.Acknowledged(var given) => given.Batch,
            PeerMessage.Certified(var certificate) => certificate.Digest,
            PeerMessage.Proposed(var proposal) => proposal.Block.Hash,
            PeerMessage.Voted(var vote) => vote.Block,
            PeerMessage.Decided(var certificate) => certificate.Block,
            PeerMessage.BlockWanted(var block) => block,
            _ => default,
        });

    public override void Delivered(HonestValidator validator, FinalizedBlock block, ExpandedBlock expanded) =>
        Add(validator, block.Header.Height.Value, block.Block.Hash);

    private void Add(HonestValidator validator, ulong number, Hash256 hash)
    {
        Mix((ulong)world.Now.Ticks);
        Mix((ulong)validator.Seat);
        Mix(number);
        hash.CopyTo(_bytes);
        Mix(BitConverter.ToUInt64(_bytes));
    }

    private void Mix(ulong value) => Value = (Value ^ value) * 1_099_511_628_211;
}
