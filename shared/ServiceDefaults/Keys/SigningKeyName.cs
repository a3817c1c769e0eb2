namespace SharedSequencer.ServiceDefaults;

/// <summary>A key that the service asked for.</summary>
/// <param name="Value">Its role.</param>
internal sealed record SigningKeyName(string Value);
