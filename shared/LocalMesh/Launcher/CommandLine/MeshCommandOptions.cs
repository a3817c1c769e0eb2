using System.CommandLine;
using SharedSequencer.Launcher.Topologies;

namespace SharedSequencer.Launcher.CommandLine;

/// <summary>Options that several commands have in common.</summary>
internal static class MeshCommandOptions
{
    /// <summary>Real daprd.</summary>
    public static Option<DirectoryInfo> Dapr() => new Option<DirectoryInfo>("--dapr")
    {
        Description = "Folder with daprd and placement; without it those on PATH, or else the stand-in.",
        HelpName = "DIR",
    }.AcceptExistingOnly();

    /// <summary>Another data folder.</summary>
    public static Option<DirectoryInfo> Data() => new("--data")
    {
        Description = "Folder for the data of runs instead of .mesh.",
        HelpName = "DIR",
    };

    /// <summary>Size of the committee; without it what tye.yaml says.</summary>
    public static Option<int?> Validators()
    {
        var option = new Option<int?>("--validators")
        {
            Description = "Members of the committee: one full operator, the others bare validators. [default: 4]",
            HelpName = "N",
        };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is < 1 or > Topology.MaxValidators)
                result.AddError($"--validators: 1 to {Topology.MaxValidators}.");
        });
        return option;
    }

    /// <summary>Machine-readable result.</summary>
    public static Option<bool> Json() => new("--json")
    {
        Description = "Print one JSON object on stdout; progress goes to stderr.",
    };
}
