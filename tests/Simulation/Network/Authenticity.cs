using SharedSequencer.Protocol;
using SharedSequencer.Simulation.Tests.Runs;

namespace SharedSequencer.Simulation.Tests.Network;

/// <summary>
/// What the host of the service asks of a message before the core sees it, once per message object: all receivers of
/// a broadcast share the answer, and all messages of a run share what was found right.
/// </summary>
internal sealed class Authenticity(World world)
{
    private readonly Dictionary<PeerMessage, bool> _answers = new(ReferenceEqualityComparer.Instance);
    private readonly VerifiedSignatures _memory = new();

    public bool Holds(int from, PeerMessage message)
    {
        if (!_answers.TryGetValue(message, out var holds))
        {
            holds = PeerMessageCheck.IsAuthentic(
                message, new ValidatorIndex((ushort)from), world.Genesis, _memory);
            _answers.Add(message, holds);
        }

        return holds;
    }
}
