namespace SharedSequencer.Messages;

/// <summary>What a reporter says of the legs of a bundle that have preconditions: each is attested or refused.</summary>
/// <param name="Attestations">Encoded attestations, 0x hex, by ascending leg.</param>
/// <param name="Refusals">Why there is none, by ascending leg.</param>
public sealed record AttestationAnswer(IReadOnlyList<string> Attestations, IReadOnlyList<AttestationRefusal> Refusals);
