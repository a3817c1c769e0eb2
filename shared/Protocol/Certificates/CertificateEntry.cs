using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>One acknowledgement inside a certificate; epoch, digest and size stand there once for all.</summary>
/// <param name="Validator">Who acknowledged.</param>
/// <param name="Arrival">When the batch reached that validator, by its clock.</param>
/// <param name="Signature">The signature of the acknowledgement.</param>
public sealed record CertificateEntry(ValidatorIndex Validator, ChainTime Arrival, Signature Signature);
