using SharedSequencer.DaprConformance.Tests.Support;

[assembly: AssemblyFixture(typeof(RunNotice))]

namespace SharedSequencer.DaprConformance.Tests.Support;

/// <summary>Prints once per run whether real daprd took part.</summary>
public sealed class RunNotice
{
    public RunNotice() => Console.WriteLine(SidecarsUnderTest.Notice);
}
