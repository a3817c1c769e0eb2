using System.Collections.Concurrent;
using SharedSequencer.Ordering.Peers;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ordering.Tests.Validator;

/// <summary>Other validators that hear everything and say nothing.</summary>
internal sealed class RecordedNetwork : IPeerNetwork
{
    private readonly List<PeerMessage> _messages = [];

    /// <summary>What went out, in order.</summary>
    public IReadOnlyList<PeerMessage> Messages
    {
        get
        {
            lock (_messages)
            {
                return [.. _messages];
            }
        }
    }

    /// <summary>What was answered, in order.</summary>
    public ConcurrentQueue<PeerMessage> Answers { get; } = [];

    public void Send(ValidatorIndex to, PeerMessage message) => Broadcast(message);

    public void Answer(ValidatorIndex to, PeerMessage message) => Answers.Enqueue(message);

    public void Broadcast(PeerMessage message)
    {
        lock (_messages)
        {
            _messages.Add(message);
        }
    }

    /// <summary>The own acknowledgements that may come back.</summary>
    public ConcurrentQueue<Acknowledgement> Expected { get; } = [];

    public void Expect(Acknowledgement own) => Expected.Enqueue(own);

    public void ServeFinal(ValidatorIndex to, Height from)
    {
    }

    public void Settle(View view)
    {
    }
}
