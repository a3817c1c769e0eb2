using System.Globalization;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ingress.Rest;

/// <summary>The committee of the current epoch.</summary>
internal static class CommitteeEndpoints
{
    private const string Tag = "Committee";

    public static void MapCommittee(this IEndpointRouteBuilder app) =>
        app.MapGet("/v1/committee", (Genesis genesis) => TypedResults.Ok(View(genesis)))
            .WithTags(Tag).WithName("getCommittee");

    private static CommitteeView View(Genesis genesis)
    {
        var committee = genesis.Committee;
        return new CommitteeView(
            genesis.NetworkId.ToString(), committee.Epoch.ToString(), Text(committee.TotalWeight), Text(committee.Quorum),
            [.. committee.Validators.Select(v => new ValidatorView(v.Address.ToString(), Text(v.Weight)))],
            [.. genesis.Ingresses.Select(static address => address.ToString())]);
    }

    private static string Text(ulong value) => value.ToString(CultureInfo.InvariantCulture);
}
