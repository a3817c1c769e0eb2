using System.Threading.Channels;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ordering.Peers;

/// <summary>
/// Answers that wait to be encoded: some for each validator, the oldest first, all validators in turn. A few bytes may ask
/// for megabytes, so who asks for more than this gets the rest when it asks again.
/// </summary>
internal sealed class PeerAnswers
{
    /// <summary>Most answers that wait for one validator: two questions for as many batches as one may name.</summary>
    public const int Most = 2 * PeerMessage.MaxWanted;

    private readonly Lock _gate = new();
    private readonly Dictionary<ValidatorIndex, Queue<PeerMessage>> _waiting = [];
    private readonly Channel<ValidatorIndex> _turns = Channel.CreateUnbounded<ValidatorIndex>();

    public void Add(ValidatorIndex to, PeerMessage message)
    {
        lock (_gate)
        {
            if (!_waiting.TryGetValue(to, out var answers))
            {
                _waiting.Add(to, answers = new Queue<PeerMessage>());
                _turns.Writer.TryWrite(to);
            }

            if (answers.Count < Most)
            {
                answers.Enqueue(message);
            }
        }
    }

    public async Task<(ValidatorIndex To, PeerMessage Message)> Take(CancellationToken cancel)
    {
        var to = await _turns.Reader.ReadAsync(cancel);
        lock (_gate)
        {
            var answers = _waiting[to];
            var message = answers.Dequeue();
            if (answers.Count > 0)
            {
                _turns.Writer.TryWrite(to);
            }
            else
            {
                _waiting.Remove(to);
            }

            return (to, message);
        }
    }
}
