using System.Diagnostics;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ordering.Validator;

/// <summary>
/// What the loop takes from its channel: a batch with who waits for it, or a wake-up for due timers.
/// </summary>
/// <param name="Batch">The batch; null for a wake-up.</param>
/// <param name="Answer">Completed once the batch is durable or refused.</param>
/// <param name="Trace">The trace of whoever brought the batch.</param>
internal readonly record struct LoopInput(
    Batch? Batch, TaskCompletionSource<SubmitResult>? Answer, ActivityContext Trace)
{
    public static LoopInput WakeUp => default;
}
