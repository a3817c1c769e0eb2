using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using CsCheck;

namespace SharedSequencer.Messages.Tests.Wire;

/// <summary>No JSON number that a double cannot hold: sidecars decode state and some deliveries into doubles.</summary>
public sealed class NumberTests
{
    private static readonly Type[] Wide =
        [typeof(long), typeof(ulong), typeof(long?), typeof(ulong?), typeof(decimal), typeof(double), typeof(UInt128)];

    [Fact]
    public void Every_message_with_a_wide_number_writes_its_numbers_as_strings()
    {
        var offenders =
            from type in MessageTypes()
            where type.GetProperties().Any(property => Wide.Contains(property.PropertyType))
            let handling = type.GetCustomAttribute<JsonNumberHandlingAttribute>()?.Handling ?? JsonNumberHandling.Strict
            where !handling.HasFlag(JsonNumberHandling.WriteAsString)
                || !handling.HasFlag(JsonNumberHandling.AllowReadingFromString)
            select type.Name;

        Assert.Empty(offenders);
    }

    [Fact]
    public void Every_enum_is_written_by_name() => Assert.Empty(
        from type in typeof(Topics).Assembly.GetExportedTypes()
        where type.IsEnum && type.Namespace == typeof(Topics).Namespace
            && type.GetCustomAttribute<JsonConverterAttribute>() is null
        select type.Name);

    [Fact]
    public void Numbers_of_any_size_survive() => Gen.ULong.Select(Gen.ULong, Gen.Int[0, int.MaxValue]).Sample((a, b, n) =>
    {
        AssertSurvives(new BlockFinalizedHint(a, "0xab"));
        AssertSurvives(new ChainHead(a, "0xab", b));
        AssertSurvives(new TransactionPlace(a, b, n, a ^ b));
        AssertSurvives(new OrderedBatch("0xab", "0xcd", a));
        AssertSurvives(new BundleChanged("0xab", "0xcd", BundleState.Refused, a, b, "Expired"));
        AssertSurvives(new BundleStep("BundleOrdered", BundleState.Included, null, a, b));
        AssertSurvives(new LegProgress(a, b, "0xab", true, null));
        AssertSurvives(new QueueDepth(a, n, (long)(b >> 1)));
    });

    [Fact]
    public void Lists_survive()
    {
        var report = new RollupExecuted(
            901, ulong.MaxValue, "0xab",
            [
                new("0x01", ExecutionOutcome.Executed),
                new("0x02", ExecutionOutcome.Skipped, "nonce too low"),
            ]);

        var json = JsonSerializer.Serialize(report, MeshJson.Options);
        var back = JsonSerializer.Deserialize<RollupExecuted>(json, MeshJson.Options);

        Assert.Equal(report.Transactions, back!.Transactions);
        Assert.StartsWith(
            """{"rollupId":"901","number":"18446744073709551615","blockHash":"0xab",""", json, StringComparison.Ordinal);
        Assert.EndsWith(
            """{"hash":"0x02","outcome":"Skipped","reason":"nonce too low"}]}""", json, StringComparison.Ordinal);
    }

    private static IEnumerable<Type> MessageTypes() => typeof(Topics).Assembly.GetExportedTypes().Where(type =>
        type is { IsClass: true, IsAbstract: false } && type.Namespace == typeof(Topics).Namespace);

    private static void AssertSurvives<T>(T message)
    {
        var json = JsonSerializer.Serialize(message, MeshJson.Options);
        Assert.Equal(message, JsonSerializer.Deserialize<T>(json, MeshJson.Options));
        using var document = JsonDocument.Parse(json);
        Assert.DoesNotContain(
            document.RootElement.EnumerateObject(), property => property.Value.ValueKind == JsonValueKind.Number);
    }
}
