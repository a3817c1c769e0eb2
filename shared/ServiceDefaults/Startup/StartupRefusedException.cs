namespace SharedSequencer.ServiceDefaults;

/// <summary>The configuration is unusable; names everything that is wrong with it.</summary>
public sealed class StartupRefusedException : Exception
{
    /// <summary>Refuses with a list.</summary>
    /// <param name="problems">One sentence each, at least one.</param>
    public StartupRefusedException(IReadOnlyList<string> problems)
        : base($"{problems.Count} problem(s):{Environment.NewLine}{string.Join(Environment.NewLine, problems)}") =>
        Problems = problems;

    /// <summary>One sentence per problem.</summary>
    public IReadOnlyList<string> Problems { get; }
}
