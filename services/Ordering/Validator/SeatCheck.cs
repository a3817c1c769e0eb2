using SharedSequencer.Protocol;
using SharedSequencer.ServiceDefaults;

namespace SharedSequencer.Ordering.Validator;

/// <summary>Tells at start when the validator key has no seat in the committee of the genesis.</summary>
internal sealed class SeatCheck(IServiceProvider services) : IStartupCheck
{
    public IEnumerable<string> FindProblems()
    {
        try
        {
            services.GetRequiredService<ValidatorSeat>();
            return [];
        }
        catch (InvalidOperationException noSeat)
        {
            return [$"Keys:Validator: {noSeat.Message}"];
        }
        catch (Exception told) when (told is StartupRefusedException or KeyNotFoundException)
        {
            // Genesis or key cannot be read, which their own checks tell.
            return [];
        }
    }
}
