using SharedSequencer.Protocol;
using SharedSequencer.Simulation.Tests.Nodes;
using SharedSequencer.Simulation.Tests.Runs;

namespace SharedSequencer.Simulation.Tests.Checkers;

/// <summary>
/// Whatever an honest validator says can be checked by who hears it: it makes no certificate without a quorum and passes
/// on nothing that is not authentic. Otherwise peers would take it for a liar.
/// </summary>
internal sealed class SpeechChecker(World world) : Checker
{
    private readonly Seats _seats = new(world.Genesis);

    public override void Sent(HonestValidator validator, int? to, PeerMessage message)
    {
        Require(
            world.Authenticity.Holds(validator.Seat, message),
            $"v{validator.Seat} sent {message.GetType().Name} that is not authentic");
        if (message is PeerMessage.Decided(var certificate))
        {
            Require(
                _seats.IsQuorum([.. certificate.Votes.Select(vote => (int)vote.Validator.Value)]),
                $"v{validator.Seat} sent a {certificate.Kind} certificate of view {certificate.View} without a quorum");
        }

        if (message is PeerMessage.BatchesWanted(var digests))
            Require(digests.Count is > 0 and <= PeerMessage.MaxWanted, $"v{validator.Seat} asked for {digests.Count} batches");
    }
}
