using SharedSequencer.Bundles.Storage;

namespace SharedSequencer.Bundles.Saga;

/// <summary>What goes with a message through the mediator: the transaction it is handled in, and what came of it.</summary>
/// <param name="database">The transaction's rows.</param>
/// <param name="sagas">The sagas that the transaction has locked and read so far.</param>
internal sealed class SagaSession(BundlesContext database, IDictionary<Guid, BundleSaga> sagas)
{
    public BundlesContext Database => database;

    public IDictionary<Guid, BundleSaga> Sagas => sagas;

    public HandledAs Result { get; set; } = HandledAs.Missing;
}
