using SharedSequencer.Launcher.Tests;

namespace SharedSequencer.LocalMesh.Tests.Tests;

public sealed class SimulationRequestTests
{
    [Fact]
    public void What_was_asked_for_reaches_the_tests_by_environment() => Assert.Equal(
        new Dictionary<string, string>
        {
            ["SIMULATION_SEEDS"] = "5000",
            ["SIMULATION_SEED"] = "7",
            ["SIMULATION_WITHOUT"] = "loss clock.3",
        },
        new SimulationRequest(5_000, 7, "loss clock.3").Environment);

    [Fact]
    public void What_was_not_asked_for_is_left_to_the_tests() =>
        Assert.Equal(["SIMULATION_SEED"], new SimulationRequest(null, 7, null).Environment.Keys);

    [Fact]
    public void More_seeds_may_take_longer() => Assert.True(
        new SimulationRequest(100_000, null, null).MorePatience > new SimulationRequest(10, null, null).MorePatience);
}
