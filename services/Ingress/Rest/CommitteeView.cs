namespace SharedSequencer.Ingress.Rest;

/// <summary>Who orders. Weights are strings.</summary>
internal sealed record CommitteeView(
    string Network, string Epoch, string TotalWeight, string Quorum, IReadOnlyList<ValidatorView> Validators,
    IReadOnlyList<string> Ingresses);
