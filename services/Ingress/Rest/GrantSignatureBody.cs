namespace SharedSequencer.Ingress.Rest;

/// <summary>One validator's signature, by its index in the committee.</summary>
internal sealed record GrantSignatureBody(string? Validator, string? Signature);
