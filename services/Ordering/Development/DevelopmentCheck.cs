using SharedSequencer.ServiceDefaults;

namespace SharedSequencer.Ordering.Development;

/// <summary>Refuses faults where development keys are refused.</summary>
internal sealed class DevelopmentCheck(IConfiguration configuration) : IStartupCheck
{
    private const string Section = "Ordering:Development";

    public IEnumerable<string> FindProblems()
    {
        var isLocalMesh = bool.TryParse(configuration["Keys:AllowDevelopmentKeys"], out var allowed) && allowed;
        return isLocalMesh
            ? []
            : configuration.GetSection(Section).GetChildren()
                .Where(setting => setting.Value is not (null or "0"))
                .Select(setting => $"{setting.Path}: faults are for the local mesh only, where development keys are allowed.");
    }
}
