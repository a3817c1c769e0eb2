namespace SharedSequencer.Fuzzing;

/// <summary>A decoder broke a rule, or threw, on some input.</summary>
public sealed class FuzzFailureException(string message, Exception? cause = null) : Exception(message, cause);
