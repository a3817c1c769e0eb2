namespace SharedSequencer.Ingress.Rest;

/// <summary>One member of the committee.</summary>
internal sealed record ValidatorView(string Address, string Weight);
