using SharedSequencer.Ordering.Validator;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ordering.Peers;

/// <summary>The connections to the other validators, and what goes out on them.</summary>
internal sealed class PeerNetwork : BackgroundService, IPeerNetwork
{
    private readonly ValidatorSeat _seat;
    private readonly VerifiedSignatures _memory;
    private readonly FinalRequests _requests;
    private readonly PeerAnswers _answers = new();
    private readonly long _mostWaiting;
    private readonly IReadOnlyList<PeerLink> _links;

    public PeerNetwork(
        ValidatorSeat seat, PeerDirectory directory, PeerDialing dialing, VerifiedSignatures memory,
        FinalRequests requests, TransportOptions options, TimeProvider time, ILogger<PeerNetwork> logger)
    {
        (_seat, _memory, _requests) = (seat, memory, requests);
        // Answers take half of the room: they never drive out what is said to everybody.
        _mostWaiting = options.QueueBytes / 2;
        _links = [.. directory.Others.Select(peer => new PeerLink(peer, dialing, options, time, logger))];
    }

    public void Send(ValidatorIndex to, PeerMessage message) => LinkTo(to)?.Outbox.Add(OutgoingMessage.Of(message));

    public void Answer(ValidatorIndex to, PeerMessage message) => _answers.Add(to, message);

    public void Broadcast(PeerMessage message)
    {
        if (_links.Count == 0)
        {
            return;
        }

        Remember(message);
        var outgoing = OutgoingMessage.Of(message);
        foreach (var link in _links)
        {
            link.Outbox.Add(outgoing);
        }
    }

    public void ServeFinal(ValidatorIndex to, Height from) => _requests.Add(to, from);

    public void Expect(Acknowledgement own)
    {
        if (_links.Count > 0)
        {
            var digest = Acknowledgement.Digest(_seat.Genesis.NetworkId, own.Epoch, own.Batch, own.Size, own.Arrival);
            _memory.Remember(digest, own.Signature, _seat.Signer.Key.Address);
        }
    }

    public void Settle(View view)
    {
        foreach (var link in _links)
        {
            link.Outbox.Settle(view);
        }
    }

    /// <summary>A validator has connected, so it can probably be reached.</summary>
    public void Nudge(ValidatorIndex validator) => LinkTo(validator)?.Nudge();

    /// <summary>Bytes that wait to be sent to a validator.</summary>
    public long Waiting(ValidatorIndex validator) => LinkTo(validator)?.Outbox.Bytes ?? 0;

    public override void Dispose()
    {
        foreach (var link in _links)
        {
            link.Dispose();
        }

        base.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        _links.Select(link => Task.Run(() => link.Run(stoppingToken), stoppingToken)).Append(GiveAnswers(stoppingToken)));

    private async Task GiveAnswers(CancellationToken cancel)
    {
        while (true)
        {
            var (to, message) = await _answers.Take(cancel);
            if (Waiting(to) < _mostWaiting)
            {
                Send(to, message);
            }
        }
    }

    private PeerLink? LinkTo(ValidatorIndex validator) => _links.FirstOrDefault(link => link.To == validator);

    /// <summary>Own votes come back inside certificates and need no check then.</summary>
    private void Remember(PeerMessage message)
    {
        var self = _seat.Signer;
        if (message is PeerMessage.Voted { Vote: var vote } && vote.Validator == self.Index)
        {
            var digest = Vote.Digest(vote.Kind, _seat.Genesis.NetworkId, vote.Epoch, vote.View, vote.Block);
            _memory.Remember(digest, vote.Signature, self.Key.Address);
        }
    }
}
