using MassTransit;
using SharedSequencer.Bundles.Saga.Messages;

namespace SharedSequencer.Bundles.Saga;

/// <summary>What the state machine's table says in one word.</summary>
internal static class BundleVerbs
{
    /// <summary>Enters a state; others will be told.</summary>
    public static EventActivityBinder<BundleSaga, T> MoveTo<T>(
        this EventActivityBinder<BundleSaga, T> binder, State state, Func<T, string?>? reason = null)
        where T : class, IBundleMessage => binder
        .TransitionTo(state)
        .Then(context => context.Saga.Moved(typeof(T).Name, reason?.Invoke(context.Message), context.Message.At))
        .As(HandledAs.Moved);

    /// <summary>Stays, and writes down what happened.</summary>
    public static EventActivityBinder<BundleSaga, T> Note<T>(
        this EventActivityBinder<BundleSaga, T> binder, Func<T, string?> reason)
        where T : class, IBundleMessage => binder
        .Then(context => context.Saga.Note(typeof(T).Name, reason(context.Message), context.Message.At))
        .As(HandledAs.Noted);

    /// <summary>Says what came of the message.</summary>
    public static EventActivityBinder<BundleSaga, T> As<T>(this EventActivityBinder<BundleSaga, T> binder, HandledAs result)
        where T : class, IBundleMessage =>
        binder.Then(context => context.GetPayload<SagaSession>().Result = result);

    /// <summary>Waits no longer than until a moment of chain time; for ever without one.</summary>
    public static EventActivityBinder<BundleSaga, T> WaitUntil<T>(
        this EventActivityBinder<BundleSaga, T> binder, Func<BundleSaga, long?> due)
        where T : class, IBundleMessage => binder.Then(context => context.Saga.DueMs = due(context.Saga));
}
