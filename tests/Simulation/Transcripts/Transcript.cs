using System.Text;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using SharedSequencer.Simulation.Tests.Nodes;
using SharedSequencer.Simulation.Tests.Runs;

namespace SharedSequencer.Simulation.Tests.Transcripts;

/// <summary>
/// Writes down what honest validators say, one line each: when, who, to whom, what. Blocks are named A, B, C … as they
/// appear, batches a, b, c …, bundles 1, 2, 3 …
/// </summary>
internal sealed class Transcript(World world, int mostLines) : Watcher
{
    private readonly List<string> _lines = [];
    private readonly List<(string What, List<int> To)> _spoken = [];
    private (TimeSpan Moment, int Seat) _speaker;
    private readonly Dictionary<Hash256, string> _blocks = new() { [world.Genesis.NetworkId.Value] = "genesis" };
    private readonly Dictionary<Hash256, string> _batches = [];
    private readonly Dictionary<Hash256, string> _bundles = [];

    /// <summary>The last lines.</summary>
    public override string ToString()
    {
        Flush();
        var text = new StringBuilder();
        foreach (var line in _lines)
            text.Append(line).Append('\n');
        return text.ToString();
    }

    public override void Started(HonestValidator validator, RecoveredCore recovered) => Write(
        validator,
        $"starts at height {recovered.Final.Height} with {recovered.Votes.Count} votes, {recovered.Batches.Count} batches"
        + (recovered.JournalLost ? ", its journal lost" : ""));

    public override void Crashed(HonestValidator validator, bool losesJournal) =>
        Write(validator, losesJournal ? "crashes and loses its journal" : "crashes");

    public override void Journaled(HonestValidator validator, IReadOnlyList<CoreEffect> records)
    {
        if (records.Any(record => record is CoreEffect.PersistReturn))
            Write(validator, "may vote again");
    }

    public override void Sent(HonestValidator validator, int? to, PeerMessage message)
    {
        if (to is not { } seat)
        {
            Write(validator, $"→ all  {Describe(message)}");
            return;
        }

        // One line for what goes to several at once.
        if (_speaker != (world.Now, validator.Seat))
            Flush();
        _speaker = (world.Now, validator.Seat);
        var what = Describe(message);
        if (_spoken.Find(said => said.What == what).To is { } others)
            others.Add(seat);
        else
            _spoken.Add((what, [seat]));
    }

    public override void Delivered(HonestValidator validator, FinalizedBlock block, ExpandedBlock expanded) =>
        Write(validator, $"delivers {block.Header.Height} = {NameOf(block.Block)}" + Describe(expanded.Outcomes));

    public override void Refused(HonestValidator validator, Hash256 digest, BatchRefusal refusal) =>
        Write(validator, $"refuses batch {NameOf(digest)}: {refusal}");

    public override void Reported(HonestValidator validator, Evidence evidence) =>
        Write(validator, $"reports {evidence.GetType().Name.ToLowerInvariant()}");

    private void Write(HonestValidator validator, string what)
    {
        Flush();
        Write(world.Now, validator.Seat, what);
    }

    private void Flush()
    {
        foreach (var (what, to) in _spoken)
            Write(_speaker.Moment, _speaker.Seat, $"→ {string.Join(' ', to.Select(seat => $"v{seat}"))}  {what}");
        _spoken.Clear();
    }

    private void Write(TimeSpan moment, int seat, string what)
    {
        if (_lines.Count == mostLines)
            _lines.RemoveAt(0);
        _lines.Add(FormattableString.Invariant($"{moment.TotalMilliseconds,9:0.0}  v{seat}  {what}"));
    }

    private string Describe(PeerMessage message) => message switch
    {
        PeerMessage.BatchBody(var batch) =>
            $"batch {NameOf(batch.Digest)} ({batch.Header.Kind}, lane {batch.Header.Lane}, #{batch.Header.Sequence}{Items(batch)})",
        PeerMessage.Acknowledged(var given) => $"acknowledges {NameOf(given.Batch)}",
        PeerMessage.Certified(var certificate) =>
            $"certificate of {NameOf(certificate.Digest)} by {Names(certificate.Entries.Select(entry => entry.Validator))}",
        PeerMessage.Proposed(var proposal) => Describe(proposal),
        PeerMessage.Voted({ Kind: VoteKind.Nullify } vote) => $"Nullify {vote.View}",
        PeerMessage.Voted(var vote) => $"{vote.Kind} {vote.View} {NameOfBlock(vote.Block)}",
        PeerMessage.Decided(var certificate) => Describe(certificate),
        PeerMessage.BatchesWanted(var digests) => $"wants {string.Join(' ', digests.Select(NameOf))}",
        PeerMessage.BlockWanted(var block) => $"wants block {NameOfBlock(block)}",
        PeerMessage.FinalWanted(var from) => $"wants final blocks from {from}",
        PeerMessage.FinalBlocks(var blocks) => $"final blocks {blocks[0].Header.Height} to {blocks[^1].Header.Height}",
        PeerMessage.Status { Highest: { } highest } status => $"status: height {status.Height}, {Describe(highest)}",
        PeerMessage.Status status => $"status: height {status.Height}, no certificate",
        _ => message.GetType().Name,
    };

    private string Describe(IReadOnlyList<Outcome> outcomes) => string.Concat(outcomes
        .Where(outcome => outcome.Kind is OutcomeKind.Bundle or OutcomeKind.Decision)
        .Select(outcome => $", {NameOfBundle(outcome.Subject)} {outcome.Code}"));

    private string Items(Batch batch) => batch.Header.Kind != BatchKind.Bundle
        ? ""
        : string.Concat(batch.Items.Select(bytes => BundleItem.TryDecode(bytes, out var item, out _) ? $", {Describe(item)}" : ""));

    private string Describe(BundleItem item)
    {
        switch (item)
        {
            case BundleItem.Submit(var bundle, _):
                var name = NameOfBundle(bundle.Id);
                // What is decided later is told under the bundle's name too.
                _bundles.TryAdd(bundle.Terms.EscrowId, name);
                return $"{name} for rollups {string.Join(' ', bundle.Terms.Legs.Select(leg => leg.Rollup))}";
            case BundleItem.Report(var report):
                return $"leg {report.Leg} of {NameOfBundle(report.Bundle)} {(report.Success ? "succeeded" : "failed")}";
            case BundleItem.Cancel(var cancel):
                return cancel.Version == 0 ? $"cancel of {NameOfBundle(cancel.Bundle)}" : $"cancel up to version {cancel.Version}";
            default:
                return item.GetType().Name.ToLowerInvariant();
        }
    }

    private string Describe(Proposal proposal)
    {
        var header = proposal.Block.Header;
        var skipped = string.Join(' ', proposal.Nullifications.Select(nullification => nullification.View));
        var body = string.Join(' ', proposal.Block.Certificates.Select(certificate => NameOf(certificate.Digest)));
        return $"proposes {NameOf(proposal.Block)} in view {header.View} on {NameOfBlock(header.Parent)}: "
            + (body.Length == 0 ? "empty" : body)
            + (skipped.Length == 0 ? "" : $", views {skipped} skipped");
    }

    private string Describe(QuorumCertificate certificate)
    {
        var voters = Names(certificate.Votes.Select(vote => vote.Validator));
        return certificate.Kind switch
        {
            VoteKind.Notarize => $"Notarization {certificate.View} {NameOfBlock(certificate.Block)} by {voters}",
            VoteKind.Nullify => $"Nullification {certificate.View} by {voters}",
            _ => $"Finalization {certificate.View} {NameOfBlock(certificate.Block)} by {voters}",
        };
    }

    private static string Names(IEnumerable<ValidatorIndex> seats) => string.Join(' ', seats.Select(seat => $"v{seat}"));

    private string NameOf(Block block) => NameOfBlock(block.Hash);

    private string NameOfBlock(Hash256 block) => Named(_blocks, block, 'A');

    private string NameOfBundle(Hash256 bundle)
    {
        if (!_bundles.TryGetValue(bundle, out var name))
            _bundles.Add(bundle, name = $"bundle {_bundles.Values.Distinct().Count() + 1}");
        return name;
    }

    private string NameOf(Hash256 batch) => Named(_batches, batch, 'a');

    private static string Named(Dictionary<Hash256, string> names, Hash256 hash, char first)
    {
        if (!names.TryGetValue(hash, out var name))
        {
            var number = names.ContainsValue("genesis") ? names.Count - 1 : names.Count;
            name = number < 26 ? $"{(char)(first + number)}" : $"{(char)(first + (number % 26))}{number / 26}";
            names.Add(hash, name);
        }

        return name;
    }
}
