namespace SharedSequencer.Ingress.Detour;

/// <summary>Section <c>Ingress:Validators:{member}</c>.</summary>
internal sealed class ForeignValidatorOptions
{
    /// <summary>Where it takes batches of other operators' ingresses, <c>https://host:port</c>.</summary>
    public string? Url { get; init; }
}
