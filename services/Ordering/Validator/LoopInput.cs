using System.Diagnostics;
using SharedSequencer.Ordering.Peers;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ordering.Validator;

/// <summary>
/// What the loop takes from its channel: a batch with who waits for it, a message of another validator, or a
/// wake-up for a due timer.
/// </summary>
/// <param name="Batch">The batch, if it is one.</param>
/// <param name="Answer">Completed once the batch is durable or refused.</param>
/// <param name="Trace">The trace of whoever brought the batch.</param>
/// <param name="Peer">The message, if it is one.</param>
internal readonly record struct LoopInput(
    Batch? Batch, TaskCompletionSource<SubmitResult>? Answer, ActivityContext Trace, PeerInput? Peer)
{
    public static LoopInput WakeUp => default;
}
