namespace SharedSequencer.StandIn.State;

/// <summary>Why a state transaction was refused: malformed requests are 400, the rest 500.</summary>
internal readonly record struct StateFault(bool Malformed, string? Message);
