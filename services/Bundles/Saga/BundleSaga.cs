using MassTransit;
using SharedSequencer.Bundles.Saga.Messages;
using SharedSequencer.Bundles.Storage;
using SharedSequencer.Messages;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Bundles.Saga;

/// <summary>A bundle's life as far as it was seen: a row of <c>bundles</c>. It knows facts; rules are the state machine's.</summary>
internal sealed class BundleSaga : SagaStateMachineInstance
{
    /// <summary>State of a saga whose first message is being handled.</summary>
    public const string New = "Initial";

    /// <summary>The bundle's id, as far as it fits. The whole id decides.</summary>
    public Guid CorrelationId { get; set; }

    /// <summary>Order in which bundles were first seen.</summary>
    public long Number { get; init; }

    /// <summary>Changes with every write of the row.</summary>
    public uint Version { get; init; }

    public required byte[] BundleId { get; init; }

    public required byte[] EscrowId { get; init; }

    public short Mode { get; init; }

    public long NotAfter { get; init; }

    /// <summary>A <see cref="BundleState"/> by name, or <see cref="New"/>.</summary>
    public required string State { get; set; }

    public string? Reason { get; set; }

    public string? OrderedCode { get; set; }

    public long? Height { get; set; }

    public long? IncludedMs { get; set; }

    public long? Deadline { get; set; }

    public string? DecisionCode { get; set; }

    public long? DecisionHeight { get; set; }

    /// <summary>Chain time after which the time-out is due; null when there is nothing to wait for.</summary>
    public long? DueMs { get; set; }

    public long ChangedMs { get; set; }

    public List<LegRow> Legs { get; init; } = [];

    public List<StepRow> Steps { get; init; } = [];

    /// <summary>What is to be told to others, together with the next write.</summary>
    public Queue<BundleChanged> Changes { get; } = new();

    /// <summary>Whether every leg ran, as far as the nodes told.</summary>
    public bool IsExecuted => Legs.TrueForAll(leg => leg.IsExecuted);

    /// <summary>Name of a bundle's saga.</summary>
    public static Guid KeyOf(in Hash256 bundle) => new(bundle.ToArray().AsSpan(0, 16), bigEndian: true);

    public static BundleSaga Of(Bundle bundle, ChainMoment at) => new()
    {
        CorrelationId = KeyOf(bundle.Id),
        BundleId = bundle.Id.ToArray(),
        EscrowId = bundle.Terms.EscrowId.ToArray(),
        Mode = (short)bundle.Terms.Mode,
        NotAfter = StoredNumber.OfTime(bundle.Terms.NotAfter.Milliseconds),
        State = New,
        ChangedMs = StoredNumber.OfTime(at.Ms),
        Legs = [.. bundle.Legs.Zip(bundle.Terms.Legs).Select((pair, leg) =>
            LegRow.Of(KeyOf(bundle.Id), leg, pair.Second, pair.First))],
    };

    /// <summary>Takes what a block said of the bundle.</summary>
    public void Take(BundleOrdered ordered)
    {
        OrderedCode = ordered.Code.ToString();
        Height = StoredNumber.Of(ordered.At.Height);
        if (!ordered.IsIncluded) return;
        IncludedMs = StoredNumber.OfTime(ordered.At.Ms);
        if (ordered.AwaitsDecision)
            Deadline = StoredNumber.OfTime(ordered.At.Ms + ordered.Content.Terms.DecisionDelay);
        foreach (var (leg, place) in Legs.OrderBy(leg => leg.Leg).Zip(ordered.Places))
        {
            leg.Number = StoredNumber.Of(place.Number);
            leg.RollupBlock = place.RollupBlock.ToArray();
        }
    }

    public void Take(LegReported reported) => LegAt(reported.Leg).Reported = reported.HasSucceeded;

    public void Take(BundleDecided decided)
    {
        DecisionCode = decided.Code.ToString();
        DecisionHeight = StoredNumber.Of(decided.At.Height);
    }

    public void Take(LegExecuted executed) => LegAt(executed.Leg).Take(executed.Outcomes);

    /// <summary>Stands in a new state, which others are told.</summary>
    public void Moved(string by, string? reason, ChainMoment at)
    {
        Reason = reason;
        Note(by, reason, at);
        Changes.Enqueue(new BundleChanged(
            new Hash256(BundleId).ToString(), new Hash256(EscrowId).ToString(), Enum.Parse<BundleState>(State), at.Height, at.Ms, reason));
    }

    /// <summary>Writes down what happened.</summary>
    public void Note(string by, string? reason, ChainMoment at)
    {
        ChangedMs = StoredNumber.OfTime(at.Ms);
        Steps.Add(new StepRow
        {
            CorrelationId = CorrelationId,
            Step = Steps.Count + 1,
            Event = by,
            State = State,
            Reason = reason,
            Height = StoredNumber.Of(at.Height),
            ChainMs = StoredNumber.OfTime(at.Ms),
        });
    }

    private LegRow LegAt(int leg) => Legs.Single(row => row.Leg == leg);
}
