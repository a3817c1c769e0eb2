using Microsoft.Extensions.Options;

namespace SharedSequencer.ServiceDefaults;

/// <summary>Runs every check when the host starts, before it creates any hosted service.</summary>
internal sealed class StartupChecks(IEnumerable<IStartupCheck> checks) : IStartupValidator
{
    public void Validate()
    {
        var problems = checks.SelectMany(check => check.FindProblems()).Distinct().ToList();
        if (problems.Count > 0)
            throw new StartupRefusedException(problems);
    }
}
