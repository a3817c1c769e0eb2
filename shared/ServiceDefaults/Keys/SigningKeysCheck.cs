namespace SharedSequencer.ServiceDefaults;

/// <summary>Tells which keys cannot be used.</summary>
internal sealed class SigningKeysCheck(SigningKeys keys) : IStartupCheck
{
    public IEnumerable<string> FindProblems() => keys.Problems;
}
