namespace SharedSequencer.Ingress.Status;

/// <summary>
/// One step on the ladder and when it was taken, in Unix milliseconds: by the wall clock for what happened here, in
/// chain time for what happened in the chain.
/// </summary>
internal sealed record StatusStep(string Step, string Time);
