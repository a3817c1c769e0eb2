using System.CommandLine;
using SharedSequencer.Fuzzing;

namespace SharedSequencer.Benchmarks;

/// <summary><c>fuzz</c>: the mutation runs of the tests, as long as wanted.</summary>
internal static class FuzzCommand
{
    private static readonly IReadOnlyList<FuzzTarget> Targets =
    [
        .. FuzzTargets.Primitives, .. ProtocolTargets.All(), .. FollowingTargets.All(), .. PublisherTargets.All(),
        .. IngressTargets.All(), .. BundlesTargets.All(),
    ];

    public static Command Create()
    {
        var names = Targets.Select(target => target.Name).ToArray();
        var decoder = new Argument<string>("decoder") { Description = string.Join(", ", names) };
        decoder.AcceptOnlyFromAmong(names);
        var seconds = new Option<double>("--seconds")
        {
            Description = "How long to run.",
            DefaultValueFactory = _ => 60,
        };
        var seed = new Option<int>("--seed") { Description = "The same seed makes the same mutations." };
        var command = new Command("fuzz", "Feed mutated input to a decoder until it breaks or time is over.")
        {
            decoder,
            seconds,
            seed,
        };
        command.SetAction((result, cancellation) => Task.FromResult(Run(
            Targets.Single(target => target.Name == result.GetValue(decoder)),
            TimeSpan.FromSeconds(result.GetValue(seconds)),
            result.GetValue(seed),
            cancellation)));
        return command;
    }

    private static int Run(FuzzTarget target, TimeSpan duration, int seed, CancellationToken cancellation)
    {
        var run = new FuzzRun(target, seed);
        var start = TimeProvider.System.GetTimestamp();
        try
        {
            var count = run.Run(_ => !cancellation.IsCancellationRequested
                && TimeProvider.System.GetElapsedTime(start) < duration);
            Console.WriteLine($"{target.Name}: {count} inputs of seed {seed}, nothing broke.");
        }
        catch (FuzzFailureException failure)
        {
            Console.Error.WriteLine(failure);
            return 1;
        }
        foreach (var (outcome, seen) in run.Outcomes.OrderByDescending(pair => pair.Value))
            Console.WriteLine($"{seen,12}  {outcome}");
        return 0;
    }
}
