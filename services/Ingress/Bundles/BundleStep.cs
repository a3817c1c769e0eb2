namespace SharedSequencer.Ingress.Bundles;

/// <summary>
/// One thing that happened to a bundle. <paramref name="Time"/> in Unix milliseconds: by the wall clock for what happened
/// here, in chain time for what happened in the chain. <paramref name="Code"/> is the outcome's name.
/// </summary>
internal sealed record BundleStep(string Step, string Time, string? Height = null, string? Code = null, string? Reason = null);
