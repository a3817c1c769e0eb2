using SharedSequencer.Protocol;

namespace SharedSequencer.Simulation.Tests.Byzantine;

/// <summary>Shows own proposals to a part of the committee only, and never hands one out on request.</summary>
internal sealed class ShowingToSome : Habit
{
    private readonly Dictionary<View, HashSet<int>> _chosen = [];

    public override IEnumerable<PeerMessage> Rewrite(int to, PeerMessage message)
    {
        if (message is not PeerMessage.Proposed(var proposal) || !Context.IsOwn(proposal))
            return [message];
        if (!_chosen.TryGetValue(proposal.View, out var chosen))
        {
            var seats = Context.Chance.Shuffle(Enumerable.Range(0, Context.Size));
            _chosen.Add(proposal.View, chosen = [.. seats.Take(Context.Chance.Between(1, Context.Size - 1))]);
        }

        return chosen.Contains(to) ? [message] : [];
    }
}
