using SharedSequencer.Protocol;

namespace SharedSequencer.Bundles.Chain;

/// <summary>What a block would say of a bundle.</summary>
/// <param name="Code">The code.</param>
/// <param name="IsPast">Whether a block has said it.</param>
internal readonly record struct Forecast(OutcomeCode Code, bool IsPast)
{
    public bool IsGood => Code == OutcomeCode.Included && !IsPast;
}
