namespace SharedSequencer.Primitives;

/// <summary>How costly it is to try a password against a keystore.</summary>
public enum ScryptStrength
{
    /// <summary>4 MiB and some tens of milliseconds (n = 2^12, r = 8, p = 6): development keys, tests, and
    /// passwords that are random themselves.</summary>
    Light,

    /// <summary>256 MiB and about a second (n = 2^18, r = 8, p = 1): passwords that people choose.</summary>
    Standard,
}
