using Microsoft.Extensions.Options;
using SharedSequencer.ServiceDefaults;

namespace SharedSequencer.Ordering.Peers;

/// <summary>Tells at start what is wrong with the settings of the other validators.</summary>
internal sealed class PeersCheck(IServiceProvider services) : IStartupCheck
{
    public IEnumerable<string> FindProblems()
    {
        try
        {
            return services.GetRequiredService<PeerDirectory>().Problems;
        }
        catch (Exception told) when (told is StartupRefusedException or KeyNotFoundException
            or InvalidOperationException or OptionsValidationException)
        {
            // Genesis, key, seat or options cannot be read, which their own checks tell.
            return [];
        }
    }
}
