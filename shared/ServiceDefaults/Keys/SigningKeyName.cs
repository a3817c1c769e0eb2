namespace SharedSequencer.ServiceDefaults;

/// <summary>A key that the service asked for.</summary>
/// <param name="Value">Its role.</param>
/// <param name="IsOptional">Whether it may be left unset.</param>
internal sealed record SigningKeyName(string Value, bool IsOptional);
