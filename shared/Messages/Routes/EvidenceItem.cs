namespace SharedSequencer.Messages;

/// <summary>A proof that somebody broke the protocol.</summary>
/// <param name="Number">Its place here, a decimal string.</param>
/// <param name="Kind">
/// What was said twice, <c>Proposals</c>, <c>Votes</c>, <c>Acknowledgements</c> or <c>Batches</c>, which the genesis alone
/// decides; or <c>FalseBlock</c>, <c>BrokenReceipt</c>, for which the chain is needed.
/// </param>
/// <param name="Offender">Who signed it, 0x hex.</param>
/// <param name="Found">When it was written down, RFC 3339.</param>
/// <param name="Rlp">What was signed, with the signatures, 0x hex.</param>
public sealed record EvidenceItem(string Number, string Kind, string Offender, DateTimeOffset Found, string Rlp);
