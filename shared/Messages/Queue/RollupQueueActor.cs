namespace SharedSequencer.Messages;

/// <summary>The name under which <see cref="IRollupQueue"/> is hosted.</summary>
public static class RollupQueueActor
{
    /// <summary>Actor type; part of every state key, so never rename it.</summary>
    public const string Type = "RollupQueue";

    /// <summary>Actor id of the lane for what concerns several rollups.</summary>
    public const string CrossRollupId = "0";

    /// <summary>The actor id of a lane.</summary>
    /// <param name="lane">Rollup id, or 0 for the cross-rollup lane.</param>
    public static string IdOf(ulong lane) =>
        lane.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
