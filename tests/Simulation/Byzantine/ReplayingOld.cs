using SharedSequencer.Protocol;

namespace SharedSequencer.Simulation.Tests.Byzantine;

/// <summary>Sends authentic messages of others again, much later and to anybody.</summary>
internal sealed class ReplayingOld : Habit
{
    private const int MostKept = 400;

    private readonly List<PeerMessage> _seen = [];

    public override bool Takes(int from, PeerMessage message)
    {
        if (_seen.Count < MostKept)
            _seen.Add(message);
        else
            _seen[Context.Chance.Below(MostKept)] = message;
        return true;
    }

    public override void Tick()
    {
        for (var i = 0; i < 4 && _seen.Count > 0; i++)
            Context.Send(Context.Chance.Below(Context.Size), Context.Chance.Pick(_seen));
    }
}
