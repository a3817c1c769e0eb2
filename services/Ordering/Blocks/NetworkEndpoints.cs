using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using SharedSequencer.Messages;
using SharedSequencer.Ordering.Chain;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ordering.Blocks;

/// <summary>What the network is: genesis, committee, registered rollups.</summary>
internal static class NetworkEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(OrderingRoutes.Genesis, ReadGenesis);
        routes.MapGet("/v1/committee", ReadCommittee);
        routes.MapGet("/v1/rollups", ReadRollups);
    }

    private static ContentHttpResult ReadGenesis(Genesis genesis) =>
        TypedResults.Content(GenesisJson.Write(genesis), "application/json", Encoding.UTF8);

    private static Ok<CommitteeAnswer> ReadCommittee(Genesis genesis) =>
        TypedResults.Ok(CommitteeAnswer.Of(genesis.Committee));

    private static Ok<IReadOnlyList<RollupAnswer>> ReadRollups(FinalChain chain) =>
        TypedResults.Ok<IReadOnlyList<RollupAnswer>>(
            [.. chain.State?.Registry.Rollups.Select(RollupAnswer.Of) ?? []]);
}
