namespace SharedSequencer.Publisher.Follower;

/// <summary>The archive contradicts itself or the genesis; only restoring or emptying it helps.</summary>
internal sealed class ArchiveDamagedException(string message) : Exception(message);
