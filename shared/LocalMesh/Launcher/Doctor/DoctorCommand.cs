using System.CommandLine;
using SharedSequencer.Launcher.CommandLine;
using SharedSequencer.Launcher.Runs;

namespace SharedSequencer.Launcher.Doctor;

/// <summary><c>./mesh doctor</c>: what is installed, what is missing, how to get it.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var dapr = MeshCommandOptions.Dapr();
        var command = new Command("doctor", "Say what is installed, what is missing and how to get it.") { dapr };
        command.SetAction(parsed => Run(parsed.GetValue(dapr)?.FullName));
        return command;
    }

    private static int Run(string? daprFolder)
    {
        var findings = new Checkup(RepositoryLayout.Find(), daprFolder).Run().ToList();
        foreach (var finding in findings)
        {
            var mark = finding.State switch
            {
                FindingState.Present => "ok",
                FindingState.Optional => "without",
                _ => "MISSING",
            };
            Console.WriteLine($"{mark,-8} {finding.Name,-18} {finding.Detail}");
            if (finding.Remedy.Length > 0)
                Console.WriteLine($"{"",-8} {"",-18} to get it: {finding.Remedy}");
        }

        return findings.Any(finding => finding.State == FindingState.Missing) ? 1 : 0;
    }
}
