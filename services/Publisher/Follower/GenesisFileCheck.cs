using SharedSequencer.Protocol;
using SharedSequencer.ServiceDefaults;

namespace SharedSequencer.Publisher.Follower;

/// <summary>Refuses to start without a genesis file that can be read.</summary>
internal sealed class GenesisFileCheck(Microsoft.Extensions.Options.IOptions<NetworkOptions> options) : IStartupCheck
{
    public IEnumerable<string> FindProblems()
    {
        try
        {
            Load(options.Value);
            return [];
        }
        catch (Microsoft.Extensions.Options.OptionsValidationException)
        {
            // The options check names what is missing.
            return [];
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or FormatException)
        {
            return [$"Network:GenesisFile: {problem.Message}"];
        }
    }

    public static Genesis Load(NetworkOptions options) => GenesisJson.Parse(File.ReadAllText(options.GenesisFile));
}
