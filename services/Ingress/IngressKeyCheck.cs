using SharedSequencer.Protocol;
using SharedSequencer.ServiceDefaults;

namespace SharedSequencer.Ingress;

/// <summary>The network must know this ingress, or no validator takes its batches (R1).</summary>
internal sealed class IngressKeyCheck(IServiceProvider services) : IStartupCheck
{
    public IEnumerable<string> FindProblems()
    {
        // Missing keys and a missing genesis are told by their own checks.
        try
        {
            var address = services.GetRequiredService<SigningKeys>().Get("Ingress").Address;
            return services.GetRequiredService<Genesis>().Ingresses.Contains(address)
                ? []
                : [$"Keys:Ingress: {address} is not an ingress of the genesis file."];
        }
        catch (Exception unusable) when (unusable is KeyNotFoundException or StartupRefusedException)
        {
            return [];
        }
    }
}
