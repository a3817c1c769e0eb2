using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>One vote inside a certificate; kind, epoch, view and block stand there once for all.</summary>
/// <param name="Validator">Who voted.</param>
/// <param name="Signature">The signature of the vote.</param>
public sealed record VoteSignature(ValidatorIndex Validator, Signature Signature);
