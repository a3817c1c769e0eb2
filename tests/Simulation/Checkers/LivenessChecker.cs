using SharedSequencer.Simulation.Tests.Runs;

namespace SharedSequencer.Simulation.Tests.Checkers;

/// <summary>Once the faults have ended, everything that was sent becomes final at everybody who is there.</summary>
internal sealed class LivenessChecker(World world) : Checker
{
    public override void Ended()
    {
        var missing = world.Submissions.Missing();
        Require(
            missing is null,
            $"{(world.Now - world.Scenario.FaultsEnd).TotalSeconds:0} s after the faults have ended\n  {missing}");
    }
}
