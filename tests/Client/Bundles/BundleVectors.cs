using System.Text.Json;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Client.Tests.Bundles;

/// <summary>What ethers made from the description of the API alone.</summary>
internal static class BundleVectors
{
    public static JsonElement All { get; } = JsonDocument.Parse(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Vectors", "bundle-api.json"))).RootElement;

    /// <summary>The network of the proof.</summary>
    public static Genesis Genesis
    {
        get
        {
            var json = All.GetProperty("proof").GetProperty("genesis");
            return new Genesis
            {
                Name = json.GetProperty("name").GetString()!,
                Time = new ChainTime(ulong.Parse(json.GetProperty("time").GetString()!)),
                Committee = new Committee(default, [.. json.GetProperty("members").EnumerateArray().Select(
                    member => new Validator(Address.Parse(member.GetString()!), 1))]),
                Ingresses = [Address.Parse(json.GetProperty("ingress").GetString()!)],
                Grants = [],
            };
        }
    }

    /// <summary>The bundle that a vector's request is about, made with the builder.</summary>
    public static BundleBuilder BuilderOf(JsonElement request)
    {
        var builder = Begin(request);
        var number = 0UL;
        foreach (var leg in request.GetProperty("legs").EnumerateArray())
        {
            var rollup = new RollupId(++number);
            _ = leg.TryGetProperty("preconditions", out var demanded)
                ? builder.AddLeg(rollup, PreconditionsOf(demanded))
                : builder.AddLeg(rollup, Address.Parse(Text(leg, "escrow")), Hash256.Parse(Text(leg, "lock")));
        }

        return builder;
    }

    /// <summary>Terms alone, whose legs name rollups by their own ids.</summary>
    public static BundleTerms TermsById(JsonElement request)
    {
        var builder = Begin(request);
        foreach (var leg in request.GetProperty("legs").EnumerateArray())
        {
            builder.AddLeg(
                new RollupId(ulong.Parse(Text(leg, "rollupId"))), Address.Parse(Text(leg, "escrow")), Hash256.Parse(Text(leg, "lock")));
        }

        return builder.Terms();
    }

    private static IReadOnlyList<IReadOnlyList<ReadOnlyMemory<byte>>> TransactionsOf(JsonElement request) =>
    [
        .. request.GetProperty("legs").EnumerateArray().Select(leg => (IReadOnlyList<ReadOnlyMemory<byte>>)
            [.. leg.GetProperty("txs").EnumerateArray().Select(raw => (ReadOnlyMemory<byte>)BytesOf(raw.GetString()!))]),
    ];

    public static IReadOnlyList<BundleLeg> LegsOf(JsonElement request) =>
    [
        .. request.GetProperty("legs").EnumerateArray().Zip(TransactionsOf(request), (leg, raws) => new BundleLeg(
            raws, leg.TryGetProperty("preconditions", out var demanded) ? PreconditionsOf(demanded) : null)),
    ];

    public static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;

    public static byte[] BytesOf(string text) => Convert.FromHexString(text[2..]);

    private static BundleBuilder Begin(JsonElement request) => new(
        new NetworkId(Hash256.Parse(Text(request, "network"))),
        Enum.Parse<BundleMode>(Text(request, "mode"), ignoreCase: true),
        Address.Parse(Text(request, "submitter")),
        new ChainTime(ulong.Parse(Text(request, "notAfter"))))
    {
        Salt = Hash256.Parse(Text(request, "salt")),
        DecisionDelay = TimeSpan.FromMilliseconds(ulong.Parse(Text(request, "decisionDelay"))),
    };

    private static Preconditions PreconditionsOf(JsonElement json) => new()
    {
        MinBlock = ulong.Parse(Text(json, "minBlock")),
        MaxBlock = ulong.Parse(Text(json, "maxBlock")),
        Slack = ulong.Parse(Text(json, "slack")),
        Nonces = [.. json.GetProperty("nonces").EnumerateArray().Select(
            one => new NonceIs(Address.Parse(Text(one, "account")), ulong.Parse(Text(one, "nonce"))))],
        Storage = [.. json.GetProperty("storage").EnumerateArray().Select(one => new StorageIs(
            Address.Parse(Text(one, "account")), Hash256.Parse(Text(one, "slot")), Hash256.Parse(Text(one, "value"))))],
        Balances = [.. json.GetProperty("balances").EnumerateArray().Select(
            one => new BalanceIs(Address.Parse(Text(one, "account")), UInt256.Parse(Text(one, "least"))))],
    };
}
