using System.CommandLine;
using System.Text.Json;
using SharedSequencer.Primitives;

namespace SharedSequencer.Benchmarks;

/// <summary><c>recovery</c>: the bare rate of sender recovery, the ceiling of any intake, as JSON.</summary>
internal static class RecoveryCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
    };

    public static Command Create()
    {
        var seconds = new Option<double>("--seconds")
        {
            Description = "How long to measure each.",
            DefaultValueFactory = _ => 1,
        };
        var command = new Command("recovery", "Print the rate of signature recovery per core as JSON.")
        {
            seconds,
        };
        command.SetAction(async (result, cancellation) =>
        {
            var duration = TimeSpan.FromSeconds(result.GetValue(seconds));
            Console.WriteLine(await MeasureAsync(duration, cancellation));
        });
        return command;
    }

    private static async Task<string> MeasureAsync(TimeSpan duration, CancellationToken cancellation)
    {
        var rate = new RecoveryRate(TimeProvider.System, duration);
        var one = rate.OfOneThread(Secp256k1.Current, cancellation);
        var all = await rate.OfAllCoresAsync(Secp256k1.Current, cancellation);
        var managed = rate.OfOneThread(Secp256k1.Managed, cancellation);
        return JsonSerializer.Serialize(
            new
            {
                Implementation = Secp256k1.Current.Name,
                Reason = Secp256k1.ChoiceReason,
                Cores = Environment.ProcessorCount,
                RecoveryPerCore = Math.Round(one),
                RecoveryAllCores = Math.Round(all),
                ManagedRecoveryPerCore = Math.Round(managed),
            },
            Json);
    }
}
