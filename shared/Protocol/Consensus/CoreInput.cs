namespace SharedSequencer.Protocol;

/// <summary>What the core is told. One input is one step.</summary>
public abstract record CoreInput
{
    private CoreInput()
    {
    }

    /// <summary>A batch came from an ingress or a peer. The host has checked its signature.</summary>
    /// <param name="Batch">The batch.</param>
    public sealed record BatchReceived(Batch Batch) : CoreInput;

    /// <summary>A timer that the core set is due.</summary>
    /// <param name="Timer">Which one.</param>
    public sealed record TimerFired(CoreTimer Timer) : CoreInput;
}
