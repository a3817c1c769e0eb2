using System.CommandLine;

namespace SharedSequencer.Launcher.Tests;

/// <summary>The options of <c>./mesh test simulation</c>.</summary>
internal sealed class SimulationOptions
{
    private const string Project = "simulation";

    private readonly Option<int?> _seeds = new("--seeds")
    {
        Description = "With 'simulation': run this many seeds and nothing else.",
        HelpName = "N",
    };

    private readonly Option<ulong?> _seed = new("--seed")
    {
        Description = "With 'simulation': run this seed, or with --seeds begin with it.",
        HelpName = "S",
    };

    private readonly Option<string?> _without = new("--without")
    {
        Description = "With 'simulation --seed': leave these parts out of the scenario, as a failure told them.",
        HelpName = "PARTS",
    };

    /// <summary>Adds the options, which mean something with the filter 'simulation' only.</summary>
    public void AddTo(Command command, Argument<string?> filter)
    {
        command.Add(_seeds);
        command.Add(_seed);
        command.Add(_without);
        command.Validators.Add(result =>
        {
            var request = new SimulationRequest(result.GetValue(_seeds), result.GetValue(_seed), result.GetValue(_without));
            if (request == new SimulationRequest(null, null, null))
                return;
            if (!Project.Equals(result.GetValue(filter), StringComparison.OrdinalIgnoreCase))
                result.AddError("--seeds, --seed and --without go with 'test simulation'.");
            else if (request.Seeds < 1)
                result.AddError("--seeds takes a number from 1.");
            else if (request is { Seed: null, Without: not null })
                result.AddError("--without goes with --seed.");
        });
    }

    /// <summary>What was asked for; null when nothing was.</summary>
    public SimulationRequest? Read(ParseResult parsed)
    {
        var request = new SimulationRequest(parsed.GetValue(_seeds), parsed.GetValue(_seed), parsed.GetValue(_without));
        return request == new SimulationRequest(null, null, null) ? null : request;
    }
}
