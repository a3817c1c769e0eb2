using Microsoft.Extensions.Hosting;

namespace SharedSequencer.ServiceDefaults;

/// <summary>
/// Runs every check when the host starts. It is the first hosted service and does so when it is created, because
/// the host creates all hosted services before it asks any validator, and the constructors of the others already
/// need what is checked here.
/// </summary>
internal sealed class StartupChecks : IHostedService
{
    public StartupChecks(IEnumerable<IStartupCheck> checks)
    {
        var problems = checks.SelectMany(check => check.FindProblems()).Distinct().ToList();
        if (problems.Count > 0)
            throw new StartupRefusedException(problems);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
