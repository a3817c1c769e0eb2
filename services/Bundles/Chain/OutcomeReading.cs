using SharedSequencer.Bundles.Saga.Messages;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Bundles.Chain;

/// <summary>Reads the outcomes of one block one after the other: which bundle each is about.</summary>
internal sealed class OutcomeReading
{
    private readonly ChainState _before;
    private readonly ChainMoment _at;
    private readonly Dictionary<Hash256, Bundle> _bundles = [];
    private readonly Dictionary<Hash256, IReadOnlyList<LegPlace>> _places;
    private Bundle? _judged;

    public OutcomeReading(ChainState before, IEnumerable<BundleItem> items, ExpandedBlock expanded, ChainMoment at)
    {
        (_before, _at) = (before, at);
        foreach (var submit in items.OfType<BundleItem.Submit>()) _bundles.TryAdd(submit.Bundle.Id, submit.Bundle);
        _places = expanded.Included.ToDictionary(included => included.Bundle.Id, included => included.Legs);
    }

    /// <summary>The message to a saga; null when the outcome is about no bundle, or about none that can be named.</summary>
    public IBundleMessage? Read(Outcome outcome) => outcome.Kind switch
    {
        OutcomeKind.Bundle => ReadJudgement(outcome),
        OutcomeKind.Decision when BundleOf(outcome) is { } bundle => new BundleDecided(bundle, outcome.Code, _at),
        _ => null,
    };

    private BundleOrdered ReadJudgement(Outcome outcome)
    {
        _judged = _bundles[outcome.Subject];
        return new BundleOrdered(_judged, outcome.Code, _places.GetValueOrDefault(outcome.Subject, []), _at);
    }

    /// <summary>A refusal's decision stands right behind it; any other is about what awaited one.</summary>
    private Hash256? BundleOf(Outcome decision)
    {
        if (decision.Code == OutcomeCode.AbortedRefused) return _judged?.Id;
        return _before.Bundles.TryGetAwaiting(decision.Subject, out var open) ? open.Bundle : null;
    }
}
