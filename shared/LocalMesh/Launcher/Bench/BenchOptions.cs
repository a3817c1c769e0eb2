using System.CommandLine;
using SharedSequencer.Launcher.CommandLine;
using SharedSequencer.Launcher.Mesh;

namespace SharedSequencer.Launcher.Bench;

/// <summary>The options that the benches of a committee have in common.</summary>
/// <param name="draws">Whether the result can be drawn.</param>
internal sealed class BenchOptions(bool draws = true)
{
    private readonly Option<int?> _validators = MeshCommandOptions.Validators();
    private readonly Option<bool> _json = MeshCommandOptions.Json();
    private readonly Option<DirectoryInfo> _dapr = MeshCommandOptions.Dapr();
    private readonly Option<DirectoryInfo> _data = MeshCommandOptions.Data();
    private readonly Option<FileInfo> _picture = new("--picture")
    {
        Description = "Write the result as an SVG picture to this file.",
        HelpName = "FILE",
    };

    /// <summary>Makes a command with these options.</summary>
    public Command Command(string name, string description)
    {
        var command = new Command(name, description) { _validators, _json, _dapr, _data };
        if (draws)
            command.Add(_picture);
        return command;
    }

    /// <summary>The mesh that was asked for, without execution and without the rollup's quota.</summary>
    public MeshOptions Mesh(ParseResult parsed) => new()
    {
        Run = "bench",
        Validators = parsed.GetValue(_validators),
        DriveRollups = false,
        DaprFolder = parsed.GetValue(_dapr)?.FullName,
        DataFolder = parsed.GetValue(_data)?.FullName,
        ServiceEnvironment = IntakePlan.ServiceEnvironment,
    };

    /// <summary>Shows a result in the way that was asked for, and draws it.</summary>
    public async Task<int> ShowAsync(
        ParseResult parsed, Action table, Func<string> json, Func<string>? picture, CancellationToken cancellation)
    {
        if (parsed.GetValue(_json))
            Console.Out.WriteLine(json());
        else
            table();
        if (picture is not null && parsed.GetValue(_picture) is { } file)
            await File.WriteAllTextAsync(file.FullName, picture(), cancellation);
        return 0;
    }
}
