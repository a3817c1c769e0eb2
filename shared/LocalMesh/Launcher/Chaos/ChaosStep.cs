using System.Globalization;

namespace SharedSequencer.Launcher.Chaos;

/// <summary>One fault of the schedule.</summary>
/// <param name="Kind">What happens.</param>
/// <param name="Validator">To whom, by number from 1. For a leader it is known only when the time has come; then this
/// one watches. For a rollup's node it chooses the rollup.</param>
/// <param name="Duration">How long it lasts.</param>
/// <param name="Strength">Clock offset or journal delay, in milliseconds; else 0.</param>
internal sealed record ChaosStep(FaultKind Kind, int Validator, TimeSpan Duration, int Strength)
{
    /// <summary>As the schedule is printed.</summary>
    public override string ToString()
    {
        var strength = Strength == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" {Strength} ms");
        var whom = Kind switch
        {
            FaultKind.KillLeader => $", watched by {Validator}",
            FaultKind.KillIngress or FaultKind.KillPublisher or FaultKind.KillBundles => "",
            FaultKind.KillNode => $", choice {Validator}",
            _ => $", validator {Validator}",
        };
        return string.Create(CultureInfo.InvariantCulture, $"{Kind}{strength}{whom}, {Duration.TotalSeconds:0.0} s");
    }
}
