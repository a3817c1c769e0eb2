namespace SharedSequencer.Ingress.Detour;

/// <summary>Section <c>Ingress</c>: which other operators help when the own ordering is silent.</summary>
internal sealed class OperatorOptions
{
    /// <summary>Their validators by seat (<c>0</c>, <c>1</c>, …) or address (<c>0x…</c>).</summary>
    public Dictionary<string, ForeignValidatorOptions> Validators { get; init; } = [];
}
