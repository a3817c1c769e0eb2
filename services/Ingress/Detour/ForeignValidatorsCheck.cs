using Microsoft.Extensions.Options;
using SharedSequencer.ServiceDefaults;

namespace SharedSequencer.Ingress.Detour;

/// <summary>Tells at start what is wrong with the settings of other operators' validators.</summary>
internal sealed class ForeignValidatorsCheck(IServiceProvider services) : IStartupCheck
{
    public IEnumerable<string> FindProblems()
    {
        try
        {
            return services.GetRequiredService<ForeignValidators>().Problems;
        }
        catch (Exception told) when (told is StartupRefusedException or OptionsValidationException)
        {
            // Genesis or options cannot be read, which their own checks tell.
            return [];
        }
    }
}
