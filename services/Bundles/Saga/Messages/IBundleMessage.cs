using SharedSequencer.Primitives;

namespace SharedSequencer.Bundles.Saga.Messages;

/// <summary>Something that a bundle's saga is told.</summary>
internal interface IBundleMessage
{
    /// <summary>The bundle's id.</summary>
    Hash256 Bundle { get; }

    /// <summary>What recognises the message among those of its bundle, however often it comes.</summary>
    string Key { get; }

    ChainMoment At { get; }
}
