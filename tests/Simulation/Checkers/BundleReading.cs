using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Simulation.Tests.Checkers;

/// <summary>
/// What the bundle batches of the chain hold, block by block: bundles that a block must decide, each once and with what it says of
/// them, and everything else as it stands. A bundle is left out where it decides nothing: its submitter did not sign it, it comes
/// too early or too late to be judged, or it was decided before.
/// </summary>
internal sealed class BundleReading(Genesis genesis)
{
    private static readonly TimeSpan Before = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan After = TimeSpan.FromMinutes(11);

    private readonly HashSet<Hash256> _decided = [];
    private ulong _height;
    private IReadOnlyList<IReadOnlyList<BundleStep>> _steps = [];

    /// <summary>One list per batch of the block. Blocks are read in the order of the chain, one as often as anybody likes.</summary>
    public IReadOnlyList<IReadOnlyList<BundleStep>> Of(FinalizedBlock block, ExpandedBlock expanded)
    {
        if (block.Header.Height.Value != _height)
        {
            _height = block.Header.Height.Value;
            var said = expanded.Outcomes
                .Where(outcome => outcome.Kind == OutcomeKind.Bundle)
                .GroupBy(outcome => outcome.Subject)
                .ToDictionary(same => same.Key, same => same.First().Code);
            _steps = [.. block.Batches!.Select(batch => Read(batch, block.Header.Timestamp, said))];
        }

        return _steps;
    }

    public static bool IsSigned(in Hash256 digest, in Signature signature, in Address by) =>
        Secp256k1.Current.TryRecover(digest, signature, out var signer) && signer == by;

    private List<BundleStep> Read(Batch batch, ChainTime now, Dictionary<Hash256, OutcomeCode> said)
    {
        var steps = new List<BundleStep>();
        if (batch.Header.Kind != BatchKind.Bundle)
            return steps;
        foreach (var bytes in batch.Items)
        {
            if (!BundleItem.TryDecode(bytes, out var item, out _))
                continue;
            if (item is not BundleItem.Submit(var bundle, _))
                steps.Add(new BundleStep(item, null));
            else if (IsJudged(bundle, now))
                steps.Add(new BundleStep(item, said.TryGetValue(bundle.Id, out var code) ? code : null));
        }

        return steps;
    }

    private bool IsJudged(Bundle bundle, ChainTime now)
    {
        var terms = bundle.Terms;
        return terms.Network == genesis.NetworkId
            && terms.NotAfter <= now.Plus(Before)
            && terms.NotAfter.Plus(After) >= now
            && IsSigned(bundle.Id, bundle.Signature, terms.Submitter)
            && _decided.Add(bundle.Id);
    }
}
