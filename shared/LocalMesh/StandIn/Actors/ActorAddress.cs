namespace SharedSequencer.StandIn.Actors;

/// <summary>Names one actor.</summary>
internal readonly record struct ActorAddress(string Type, string Id)
{
    public override string ToString() => $"{Type}/{Id}";
}
