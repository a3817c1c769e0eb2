using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Dapr.Client;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using SharedSequencer.Messages;
using SharedSequencer.Ordering.Chain;
using SharedSequencer.Ordering.Validator;
using SharedSequencer.Protocol;
using SharedSequencer.ServiceDefaults;
using SharedSequencer.Testing;

namespace SharedSequencer.Ordering.Tests.Mesh;

/// <summary>The routes of a bare validator, which are those of a full operator without the lanes.</summary>
public sealed class BlockRoutesTests
{
    private static readonly CancellationToken Never = TestContext.Current.CancellationToken;
    private readonly SampleNetwork _network = new();

    [Fact]
    public async Task A_bare_validator_serves_the_chain_and_knows_nothing_of_the_mesh()
    {
        await using var validator = await BareValidator.Build(_network, Never);
        using var http = await validator.Start(Never);

        var head = await http.GetFromJsonAsync<ChainHead>(OrderingRoutes.Head, MeshJson.Options, Never);
        var genesis = await http.GetStringAsync(OrderingRoutes.Genesis, Never);
        var committee = await http.GetFromJsonAsync<JsonObject>("/v1/committee", Never);

        Assert.NotNull(head);
        Assert.Equal(_network.Genesis.NetworkId, GenesisJson.Parse(genesis).NetworkId);
        Assert.Equal(
            _network.ValidatorKey.Address.ToString(), (string?)committee!["validators"]![0]!["address"]);
        Assert.Null(validator.App.Services.GetService<DaprClient>());
        Assert.Null(validator.App.Services.GetService<MeshActors>());
        foreach (var route in new[] { "/dapr/subscribe", "/dapr/config", OrderingRoutes.LaneStatusOf(0) })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync(route, Never)).StatusCode);
        }
    }

    [Fact]
    public async Task Beyond_the_head_there_is_an_empty_page_that_tells_the_head()
    {
        await using var validator = await BareValidator.Build(_network, Never);
        using var http = await validator.Start(Never);

        using var answer = await http.GetAsync(OrderingRoutes.BlocksFrom(1_000_000, 10, bodies: true), Never);

        Assert.Equal([0xc0], await answer.Content.ReadAsByteArrayAsync(Never));
        Assert.True(ulong.TryParse(answer.Headers.GetValues(OrderingRoutes.HeadHeader).Single(), out _));
    }

    [Fact]
    public async Task Who_waits_gets_the_next_block_as_soon_as_it_is_final()
    {
        await using var validator = await BareValidator.Build(_network, Never);
        using var http = await validator.Start(Never);
        var recent = validator.App.Services.GetRequiredService<RecentBlocks>();
        await recent.WaitFor(new Height(1), TimeSpan.FromSeconds(30), Never);
        var next = validator.App.Services.GetRequiredService<FinalChain>().State!.Height.Next;

        var waited = await http.GetByteArrayAsync(
            OrderingRoutes.BlocksFrom(next.Value, 1, bodies: false, OrderingRoutes.MaxWaitMilliseconds), Never);

        Assert.NotEqual([0xc0], waited);
    }

    [Theory]
    [InlineData("?from=1&limit=0")]
    [InlineData("?from=1&limit=-5")]
    [InlineData("?from=-1")]
    [InlineData("?from=1&wait=-1")]
    [InlineData("?from=x")]
    [InlineData("")]
    public async Task A_range_that_is_none_is_a_bad_request(string query)
    {
        await using var validator = await BareValidator.Build(_network, Never);
        using var http = await validator.Start(Never);

        using var answer = await http.GetAsync(OrderingRoutes.Blocks + query, Never);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Bodies_that_only_the_archive_holds_are_gone_here_but_the_blocks_are_not()
    {
        await using var validator = await BareValidator.Build(
            _network, Never, "--Ordering:Validator:RecentBlocksBytes=0");
        using var http = await validator.Start(Never);
        var batch = _network.Registration(TimeProvider.System);
        await validator.App.Services.GetRequiredService<IBatchSubmission>().Submit(batch, Never);
        var chain = validator.App.Services.GetRequiredService<FinalChain>();
        await Eventually.HoldsAsync(() => chain.HasPassed(batch.Header), "the batch is final", Never);
        await validator.App.Services.WaitUntilForgotten(chain.State!.Height, Never);
        await using (var database = NpgsqlDataSource.Create(validator.Database))
        await using (var delete = database.CreateCommand("delete from batches"))
        {
            await delete.ExecuteNonQueryAsync(Never);
        }

        using var full = await http.GetAsync(OrderingRoutes.BlocksFrom(1, 256, bodies: true), Never);
        using var light = await http.GetAsync(OrderingRoutes.BlocksFrom(1, 256, bodies: false), Never);

        Assert.Equal(HttpStatusCode.Gone, full.StatusCode);
        Assert.Equal(HttpStatusCode.OK, light.StatusCode);
    }
}
