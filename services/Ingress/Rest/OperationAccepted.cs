namespace SharedSequencer.Ingress.Rest;

/// <summary>The operation is journaled and takes effect through the ordered log.</summary>
internal sealed record OperationAccepted(string Hash, string Status);
