namespace SharedSequencer.Bundles.Reporters;

/// <summary>A reporter, or whoever takes its word, did not answer properly; it may later.</summary>
internal sealed class ReporterAwayException(Exception cause) : Exception(cause.Message, cause);
