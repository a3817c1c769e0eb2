using SharedSequencer.DaprConformance.Tests.Support;

[assembly: AssemblyFixture(typeof(RunNotice))]

namespace SharedSequencer.DaprConformance.Tests.Support;

/// <summary>Prints once per run whether real daprd took part; <c>./mesh test</c> passes lines with this mark on.</summary>
public sealed class RunNotice
{
    public RunNotice() => Console.WriteLine($"note: {SidecarsUnderTest.Notice}");
}
