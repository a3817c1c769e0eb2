using Microsoft.Extensions.Configuration;
using SharedSequencer.Protocol;

namespace SharedSequencer.ServiceDefaults;

/// <summary>The genesis file that the configuration names.</summary>
internal sealed class GenesisFile : IStartupCheck
{
    private const string Setting = "Network:GenesisFile";

    private readonly Genesis? _genesis;
    private readonly string? _problem;

    public GenesisFile(IConfiguration configuration)
    {
        var path = configuration[Setting];
        if (string.IsNullOrWhiteSpace(path))
        {
            _problem = "is missing.";
            return;
        }
        try
        {
            _genesis = GenesisJson.Parse(File.ReadAllText(path));
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException or FormatException)
        {
            _problem = $"{path} cannot be used: {unusable.Message}";
        }
    }

    /// <summary>What it says; the service does not start without it.</summary>
    public Genesis Genesis => _genesis ?? throw new StartupRefusedException([.. FindProblems()]);

    public IEnumerable<string> FindProblems() => _problem is null ? [] : [$"{Setting}: {_problem}"];
}
