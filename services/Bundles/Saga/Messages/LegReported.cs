using SharedSequencer.Primitives;

namespace SharedSequencer.Bundles.Saga.Messages;

/// <summary>A block counted a reporter's word on a leg.</summary>
internal sealed record LegReported(Hash256 Bundle, int Leg, bool HasSucceeded, ChainMoment At) : IBundleMessage
{
    public string Key => $"leg {Leg} reported at {At.Height}";
}
