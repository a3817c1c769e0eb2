using SharedSequencer.Bundles.Storage;

namespace SharedSequencer.Bundles.Saga;

/// <summary>What goes with a message through the mediator: the transaction it is handled in, and what came of it.</summary>
internal sealed class SagaSession(BundlesContext database)
{
    public BundlesContext Database => database;

    public HandledAs Result { get; set; } = HandledAs.Missing;
}
