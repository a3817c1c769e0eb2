namespace SharedSequencer.Ingress.Bundles;

/// <summary>A step and its number among all that this ingress knows of bundles: later steps have higher ones, for ever.</summary>
internal readonly record struct NumberedStep(long Number, BundleStep Step)
{
    /// <summary>
    /// The id of its event. It holds the step's name as well: numbers are those of one ingress, and with the same number of
    /// another one a reader might be taken to have seen what it has not.
    /// </summary>
    public string Id => $"{Number}-{Step.Step}";
}
