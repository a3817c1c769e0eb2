namespace SharedSequencer.Ordering.Tests.Queue;

/// <summary>What happens to a save.</summary>
internal enum SaveFault
{
    None,

    /// <summary>The caller sees an error and nothing is stored.</summary>
    Lost,

    /// <summary>The caller sees an error, but the write has landed, as a cut-off turn's does.</summary>
    LandedUnseen,
}
