namespace SharedSequencer.Protocol;

/// <summary>What the core is told. One input is one step.</summary>
public abstract record CoreInput
{
    private CoreInput()
    {
    }

    /// <summary>A batch came from an ingress. The host has checked its signature.</summary>
    /// <param name="Batch">The batch.</param>
    public sealed record BatchReceived(Batch Batch) : CoreInput;

    /// <summary>A message came from another validator. The host has run <see cref="PeerMessageCheck"/> on it.</summary>
    /// <param name="From">Who sent it, as the connection proves; not necessarily who signed what is in it.</param>
    /// <param name="Message">The message.</param>
    public sealed record MessageReceived(ValidatorIndex From, PeerMessage Message) : CoreInput;

    /// <summary>The moment the core asked to be woken at has come.</summary>
    public sealed record TimerFired : CoreInput;
}
