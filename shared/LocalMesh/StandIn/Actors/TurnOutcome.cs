namespace SharedSequencer.StandIn.Actors;

/// <summary>How a turn ended and, unless it was answered, what the caller is told.</summary>
internal readonly record struct TurnOutcome(TurnEnd End, string Message)
{
    public static readonly TurnOutcome Answered = new(TurnEnd.Answered, "");
    public static readonly TurnOutcome Cut = new(TurnEnd.Cut, "context canceled");

    public static TurnOutcome Failed(string message) => new(TurnEnd.Failed, message);

    public static TurnOutcome Refused(string message) => new(TurnEnd.Refused, message);
}
