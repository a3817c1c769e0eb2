using SharedSequencer.Protocol;

namespace SharedSequencer.Simulation.Tests.Byzantine;

/// <summary>Acknowledges a batch with another arrival time to everybody.</summary>
internal sealed class DoubleAcknowledging : Habit
{
    public override IEnumerable<PeerMessage> Rewrite(int to, PeerMessage message) =>
        message is PeerMessage.Acknowledged(var given) && given.Validator == Context.Signer.Index
            ? [message, new PeerMessage.Acknowledged(LyingAboutTime.Resigned(given, Other(given.Arrival, to), Context))]
            : [message];

    private static ChainTime Other(ChainTime arrival, int to) => arrival.Plus(TimeSpan.FromMilliseconds(1 + (7 * to)));
}
