using System.Text;
using System.Text.Json;
using Npgsql;
using SharedSequencer.DaprConformance.Tests.Replay;
using SharedSequencer.DaprConformance.Tests.Support;
using SharedSequencer.Testing;

namespace SharedSequencer.DaprConformance.Tests.Cases;

/// <summary>Actor state as it lies in PostgreSQL, and PostgreSQL going away.</summary>
internal static class StateCases
{
    private const string Columns =
        "SELECT table_name || '.' || column_name || ': ' || data_type FROM information_schema.columns "
        + "WHERE table_schema = 'public' ORDER BY 1";

    public static readonly IReadOnlyDictionary<string, Func<CaseContext, Task>> All =
        new Dictionary<string, Func<CaseContext, Task>>
        {
            ["state-stored-form-pg"] = StoredFormAsync,
            ["state-store-down-pg"] = StoreDownAsync,
        };

    private static async Task StoredFormAsync(CaseContext context)
    {
        await using var world = await context.StartAsync(Plans.Actors());
        await WriteNumbersAsync(context, world);
        var expected = context.Recording.Base.Responses[0];
        await using var connection = new NpgsqlConnection(world.Sidecars.StateConnection);
        await connection.OpenAsync(context.Cancelled);
        Assert.Equal(
            Strings(expected.GetProperty("columns")), await QueryAsync(connection, Columns, context.Cancelled));

        // The other recorded rows come from the state API, which no service of ours uses.
        var actorRows = Strings(expected.GetProperty("rows")).Where(row => row.Contains("||T||", StringComparison.Ordinal));
        Assert.Equal(actorRows, await QueryAsync(
            connection, "SELECT key || ' = ' || convert_from(value, 'UTF8') FROM state", context.Cancelled));
    }

    private static async Task StoreDownAsync(CaseContext context)
    {
        await using var cluster = await PostgresCluster.StartAsync(context.Cancelled);
        await using var world = await context.StartAsync(Plans.Actors() with { Postgres = cluster });
        await WriteNumbersAsync(context, world);
        await cluster.KillAsync(context.Cancelled);
        var entry = context.Recording.Base;
        var caller = new RecordedCaller(world, "app1");
        var read = entry.Requests[1];
        await Eventually.HoldsAsync(
            async cancelled => (await caller.SendAsync(read, cancelled)).Status != 200, "the server is gone", context.Cancelled);
        for (var index = 0; index < entry.Requests.Count; index++)
        {
            if (NotMet.Covers(entry, index)) continue;
            AssertFailure(entry.Responses[index], await caller.SendAsync(entry.Requests[index], context.Cancelled));
        }
        Assert.Equal(204, await world.HealthAsync("app1", context.Cancelled));
        await cluster.StartServerAsync(context.Cancelled);
        var back = context.Recording["state-store-back-pg"];
        await Eventually.HoldsAsync(
            async cancelled => (await caller.SendAsync(back.Requests[0], cancelled)).Status == 200, "state is back", context.Cancelled);
        Comparison.AssertResponse(back.Responses[0], await caller.SendAsync(back.Requests[0], context.Cancelled), back.Key);
    }

    // What follows the first colon are the words of the database driver, which is another one here.
    private static void AssertFailure(JsonElement expected, RawResponse actual)
    {
        Assert.Equal(expected.GetProperty("status").GetInt32(), actual.Status);
        using var document = JsonDocument.Parse(actual.Body);
        var recorded = expected.GetProperty("body");
        Assert.Equal(
            recorded.GetProperty("errorCode").GetString(), document.RootElement.GetProperty("errorCode").GetString());
        Assert.Equal(Head(recorded), Head(document.RootElement));

        static string Head(JsonElement body) => body.GetProperty("message").GetString()!.Split(": ")[0];
    }

    private static async Task WriteNumbersAsync(CaseContext context, World world)
    {
        var write = Recording.Load("state-actor-numbers").Base;
        await world.Caller.SendAsync(
            HttpMethod.Put, world.Url("app1", "/v1.0/actors/T/a/method/m"), "x", context.Cancelled);
        var answer = await new RecordedCaller(world, "app1").SendAsync(write.Requests[0], context.Cancelled);
        Assert.Equal(204, answer.Status);
    }

    private static async Task<List<string>> QueryAsync(
        NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<string>();
        while (await reader.ReadAsync(cancellationToken)) rows.Add(reader.GetString(0));
        return rows;
    }

    private static List<string> Strings(JsonElement list) => [.. list.EnumerateArray().Select(item => item.GetString()!)];
}
