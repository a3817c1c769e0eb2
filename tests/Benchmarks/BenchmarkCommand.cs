using System.CommandLine;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace SharedSequencer.Benchmarks;

/// <summary><c>run</c>: BenchmarkDotNet over the classes of this project.</summary>
internal static class BenchmarkCommand
{
    public static Command Create()
    {
        var arguments = new Argument<string[]>("arguments")
        {
            Description = "For BenchmarkDotNet, e.g. --filter '*Keccak*' or --list flat.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var command = new Command("run", "Run benchmarks; build with -c Release.")
        {
            arguments,
        };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(result => Run([.. result.GetValue(arguments) ?? [], .. result.UnmatchedTokens]));
        return command;
    }

    private static int Run(string[] arguments)
    {
        // In process: BenchmarkDotNet looks for a project file named like the assembly, and finds none.
        var job = Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance);
        var config = DefaultConfig.Instance
            .AddJob(job)
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddColumn(StatisticColumn.OperationsPerSecond)
            .HideColumns(Column.Job, Column.Error, Column.RatioSD);
        var switcher = BenchmarkSwitcher.FromAssembly(typeof(BenchmarkCommand).Assembly);
        var summaries = switcher.Run(arguments, config);
        return summaries.Any(summary => summary.HasCriticalValidationErrors) ? 1 : 0;
    }
}
