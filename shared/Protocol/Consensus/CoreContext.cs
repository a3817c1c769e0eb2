namespace SharedSequencer.Protocol;

/// <summary>What the parts of the core share in a step: who they are, what time it is, where effects go.</summary>
internal sealed class CoreContext(ValidatorSigner signer, Genesis genesis)
{
    private ICollection<CoreEffect> _effects = [];

    internal Genesis Genesis { get; } = genesis;

    internal Committee Committee { get; } = genesis.Committee;

    internal ValidatorSigner Signer { get; } = signer;

    internal ValidatorIndex Self => Signer.Index;

    internal Instant Now { get; private set; }

    internal void Begin(Instant now, ICollection<CoreEffect> effects)
    {
        if (now.Monotonic < Now.Monotonic)
        {
            throw new ArgumentException("Monotonic time went back.", nameof(now));
        }

        Now = now;
        _effects = effects;
    }

    internal void Emit(CoreEffect effect) => _effects.Add(effect);

    internal void Send(ValidatorIndex to, PeerMessage message) => Emit(new CoreEffect.Send(to, message));

    /// <summary>Answers a question.</summary>
    internal void Answer(ValidatorIndex to, PeerMessage message) =>
        Emit(new CoreEffect.Send(to, message) { IsAnswer = true });

    /// <summary>To all others; a committee of one has none, and says nothing.</summary>
    internal void Broadcast(PeerMessage message)
    {
        if (Committee.Validators.Count > 1)
        {
            Emit(new CoreEffect.Broadcast(message));
        }
    }

    /// <summary>Every other seat.</summary>
    internal IEnumerable<ValidatorIndex> Others()
    {
        for (var i = 0; i < Committee.Validators.Count; i++)
        {
            if (i != Self.Value)
            {
                yield return new ValidatorIndex((ushort)i);
            }
        }
    }
}
