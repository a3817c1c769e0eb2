using System.CommandLine;
using SharedSequencer.Benchmarks;

var root = new RootCommand("Measures and attacks the shared libraries.")
{
    BenchmarkCommand.Create(),
    RecoveryCommand.Create(),
    FuzzCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
