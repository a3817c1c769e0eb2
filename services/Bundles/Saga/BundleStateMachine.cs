using System.Linq.Expressions;
using MassTransit;
using SharedSequencer.Bundles.Saga.Messages;
using SharedSequencer.Bundles.Storage;
using SharedSequencer.Protocol;

namespace SharedSequencer.Bundles.Saga;

/// <summary>
/// The life of a bundle as a table; the README shows it. It observes: what is included, refused or decided is the
/// chain's word, and no state here changes it.
/// </summary>
internal sealed class BundleStateMachine : MassTransitStateMachine<BundleSaga>
{
    /// <summary>Reason of a refusal that no block had to pronounce: the time in which one may include it is over.</summary>
    public const string NotOrdered = nameof(NotOrdered);

    /// <summary>Reason of a settlement without the word of every rollup's node.</summary>
    public const string ExecutionUnknown = nameof(ExecutionUnknown);

    private readonly long _settleAfter;

    public BundleStateMachine(SagaOptions options)
    {
        _settleAfter = options.SettleAfterMs;
        InstanceState(saga => saga.State);
        Begins(() => OnValidated);
        Begins(() => OnOrdered);
        Continues(() => OnReported);
        Continues(() => OnDecided);
        Continues(() => OnExecuted);
        Continues(() => OnTime);

        Initially(
            When(OnValidated).WaitUntil(saga => saga.NotAfter).MoveTo(Validated),
            Judged());

        During(Validated,
            When(OnValidated).As(HandledAs.Duplicate),
            Judged(),
            When(OnReported).As(HandledAs.Stray),
            AbortedOnly(),
            When(OnExecuted).As(HandledAs.Stray),
            TimedOut(Refused, NotOrdered));

        During(Included,
            When(OnValidated).As(HandledAs.Late),
            When(OnOrdered).As(HandledAs.Duplicate),
            When(OnReported).As(HandledAs.Stray),
            When(OnDecided).As(HandledAs.Stray),
            When(OnExecuted).Then(Take).IfElse(
                context => context.Saga.IsExecuted,
                all => all.WaitUntil(_ => null).MoveTo(Settled),
                some => some.Note(LegOf)),
            TimedOut(Settled, ExecutionUnknown));

        During(Preparing,
            When(OnValidated).As(HandledAs.Late),
            When(OnOrdered).As(HandledAs.Duplicate),
            When(OnReported).Then(context => context.Saga.Take(context.Message)).Note(WordOn),
            When(OnDecided).Then(Take).IfElse(
                context => context.Message.IsCommitted,
                commit => commit.MoveTo(Committed),
                abort => abort.MoveTo(Aborted, CodeOf)),
            When(OnExecuted).Then(Take).Note(LegOf),
            When(OnTime).As(HandledAs.Late));

        DescribeEnds();
    }

    public State Validated { get; private set; } = null!;

    public State Included { get; private set; } = null!;

    public State Refused { get; private set; } = null!;

    public State Preparing { get; private set; } = null!;

    public State Committed { get; private set; } = null!;

    public State Aborted { get; private set; } = null!;

    public State Settled { get; private set; } = null!;

    public Event<BundleValidated> OnValidated { get; private set; } = null!;

    public Event<BundleOrdered> OnOrdered { get; private set; } = null!;

    public Event<LegReported> OnReported { get; private set; } = null!;

    public Event<BundleDecided> OnDecided { get; private set; } = null!;

    public Event<LegExecuted> OnExecuted { get; private set; } = null!;

    public Event<ChainTimeReached> OnTime { get; private set; } = null!;

    private void DescribeEnds()
    {
        During(Refused,
            When(OnValidated).As(HandledAs.Late),
            JudgedAfterwards(),
            When(OnReported).As(HandledAs.Stray),
            AbortedOnly(),
            When(OnExecuted).As(HandledAs.Stray),
            When(OnTime).As(HandledAs.Late));

        During(Committed,
            When(OnValidated).As(HandledAs.Late),
            When(OnOrdered).As(HandledAs.Duplicate),
            When(OnReported).As(HandledAs.Late),
            When(OnDecided).As(HandledAs.Duplicate),
            When(OnExecuted).Then(Take).Note(LegOf),
            When(OnTime).As(HandledAs.Late));

        During(Aborted,
            When(OnValidated).As(HandledAs.Late),
            JudgedAfterwards(),
            When(OnReported).As(HandledAs.Late),
            When(OnDecided).As(HandledAs.Duplicate),
            When(OnExecuted).Then(Take).Note(LegOf),
            When(OnTime).As(HandledAs.Late));

        During(Settled,
            When(OnValidated).As(HandledAs.Late),
            When(OnOrdered).As(HandledAs.Duplicate),
            When(OnReported).As(HandledAs.Stray),
            When(OnDecided).As(HandledAs.Stray),
            When(OnExecuted).Then(Take).Note(LegOf),
            When(OnTime).As(HandledAs.Late));
    }

    /// <summary>The inbox has inserted the saga, if there was none.</summary>
    private void Begins<T>(Expression<Func<Event<T>>> happening)
        where T : class, IBundleBeginning => Event(happening, correlation =>
            correlation.CorrelateById(context => BundleSaga.KeyOf(context.Message.Bundle)));

    private void Continues<T>(Expression<Func<Event<T>>> happening)
        where T : class, IBundleMessage => Event(happening, correlation =>
        {
            correlation.CorrelateById(context => BundleSaga.KeyOf(context.Message.Bundle));
            correlation.OnMissingInstance(missing => missing.Discard());
        });

    private EventActivityBinder<BundleSaga, BundleOrdered> Judged() => When(OnOrdered)
        .Then(context => context.Saga.Take(context.Message))
        .WaitUntil(_ => null)
        .IfElse(
            context => context.Message.IsIncluded,
            included => included.IfElse(
                context => context.Message.AwaitsDecision,
                open => open.MoveTo(Preparing),
                placed => placed.WaitUntil(saga => saga.IncludedMs + _settleAfter).MoveTo(Included)),
            refused => refused.MoveTo(Refused, CodeOf));

    /// <summary>A block may still say why it did not include what time had refused, or an expiry aborted.</summary>
    private EventActivityBinder<BundleSaga, BundleOrdered> JudgedAfterwards() => When(OnOrdered).IfElse(
        context => context.Message.IsIncluded,
        included => included.As(HandledAs.Stray),
        refused => refused.IfElse(
            context => context.Saga.OrderedCode is null,
            first => first.Then(context => context.Saga.Take(context.Message)).Note(CodeOf),
            again => again.As(HandledAs.Duplicate)));

    /// <summary>What was never included can only be aborted: with its refusal, or by an expiry of its terms.</summary>
    private EventActivityBinder<BundleSaga, BundleDecided> AbortedOnly() => When(OnDecided).IfElse(
        context => context.Message.IsCommitted,
        commit => commit.As(HandledAs.Stray),
        abort => abort.Then(Take).WaitUntil(_ => null).MoveTo(Aborted, CodeOf));

    private EventActivityBinder<BundleSaga, ChainTimeReached> TimedOut(State state, string reason) => When(OnTime).IfElse(
        context => context.Saga.DueMs is { } due && StoredNumber.OfTime(context.Message.At.Ms) > due,
        due => due.WaitUntil(_ => null).MoveTo(state, _ => reason),
        early => early.As(HandledAs.Late));

    private static void Take(BehaviorContext<BundleSaga, BundleDecided> context) => context.Saga.Take(context.Message);

    private static void Take(BehaviorContext<BundleSaga, LegExecuted> context) => context.Saga.Take(context.Message);

    private static string CodeOf(BundleOrdered ordered) => ordered.Code.ToString();

    private static string CodeOf(BundleDecided decided) => decided.Code.ToString();

    private static string LegOf(LegExecuted executed) => $"leg {executed.Leg}";

    private static string WordOn(LegReported reported) =>
        $"leg {reported.Leg} {(reported.HasSucceeded ? "succeeded" : "failed")}";
}
