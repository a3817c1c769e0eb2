using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Bundles.Saga.Messages;

/// <summary>A bundle that the chain does not know yet was found good.</summary>
internal sealed record BundleValidated(Bundle Content, ChainMoment At) : IBundleBeginning
{
    public Hash256 Bundle => Content.Id;

    public string Key => "validated";
}
