namespace SharedSequencer.ServiceDefaults;

/// <summary>
/// Looks for what is wrong with the configuration before anything starts. All checks run, and the service refuses
/// to start with one list of everything that any of them found.
/// </summary>
public interface IStartupCheck
{
    /// <summary>One sentence per problem, starting with the setting concerned. Must not throw.</summary>
    IEnumerable<string> FindProblems();
}
