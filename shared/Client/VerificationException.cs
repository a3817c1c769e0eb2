using SharedSequencer.Protocol;

namespace SharedSequencer.Client;

/// <summary>
/// What a service answered does not follow from the genesis: altered, withheld, repeated, or not final.
/// Asking the
/// same service again does not help; keep the answer as evidence and ask another one.
/// </summary>
public sealed class VerificationException : SequencerClientException
{
    /// <summary>An answer that breaks a rule.</summary>
    /// <param name="fault">The first rule it breaks.</param>
    /// <param name="subject">What was being verified.</param>
    public VerificationException(BlockFault fault, string subject)
        : base($"{subject} does not verify: {fault}.") => Fault = fault;

    /// <summary>The first rule that the answer breaks.</summary>
    public BlockFault Fault { get; }
}
