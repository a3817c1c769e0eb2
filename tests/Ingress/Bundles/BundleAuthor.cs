using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using SharedSequencer.Ingress.Tests.Hosting;
using SharedSequencer.Messages;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using SharedSequencer.Testing;

namespace SharedSequencer.Ingress.Tests.Bundles;

/// <summary>Who sends bundles: signs them, with real transactions, and writes them as JSON.</summary>
internal sealed class BundleAuthor(string name, OrderingDouble ordering)
{
    private int _salt;

    public PrivateKey Key { get; } = TestNetwork.Key(name);

    public NetworkId Network => ordering.Network.Genesis.NetworkId;

    /// <summary>A minute of chain time from now.</summary>
    public ChainTime Soon => ordering.Now.Plus(TimeSpan.FromMinutes(1));

    public BundleTerms Terms(BundleMode mode = BundleMode.Inclusion, Preconditions? preconditions = null) => new()
    {
        Network = Network,
        Mode = mode,
        Submitter = Key.Address,
        NotAfter = Soon,
        DecisionDelay = mode == BundleMode.Execution ? 30_000UL : 0,
        Salt = Keccak256.Hash([(byte)_salt++]),
        Legs = [.. ordering.Network.Rollups.Take(2).Select(rollup => new LegTerms
        {
            Rollup = rollup, Preconditions = preconditions?.Hash() ?? default,
        })],
    };

    /// <summary>A bundle with one transaction per leg, of a nonce that nothing else uses.</summary>
    public Bundle Bundle(BundleTerms? terms = null, Preconditions? preconditions = null)
    {
        var chosen = terms ?? Terms();
        var nonce = (ulong)_salt++;
        return Bundle(chosen, [.. chosen.Legs.Select(leg => new BundleLeg(
            [new Wallet(name, leg.Rollup).Sign(nonce)], preconditions))]);
    }

    public Bundle Bundle(BundleTerms terms, IReadOnlyList<BundleLeg> legs) =>
        new Bundle { Terms = terms, Legs = legs }.SignedBy(Key);

    /// <summary>A bundle that every leg must be attested for.</summary>
    public Bundle Demanding()
    {
        var preconditions = new Preconditions { MinBlock = 1 };
        return Bundle(Terms(BundleMode.Precondition, preconditions), preconditions);
    }

    /// <summary>What the bundles service answers to it once its reporters attest.</summary>
    public ValidationAnswer Attesting(Bundle bundle)
    {
        var attesting = new TestBundles(Network, [.. ordering.Network.Rollups]);
        return new(true, "Included", null, [.. new byte[] { 0, 1 }.Select(
            leg => Hex.Encode(attesting.Attest(bundle, leg, 0, default).Encode()))]);
    }

    public BundleCancel Cancel(Hash256 bundle) => new BundleCancel
    {
        Network = Network, Submitter = Key.Address, Bundle = bundle, NotAfter = Soon,
    }.SignedBy(Key);

    public static JsonObject Json(Bundle bundle)
    {
        var json = Json(bundle.Terms);
        for (var i = 0; i < bundle.Legs.Count; i++)
        {
            var leg = json["legs"]![i]!.AsObject();
            leg["txs"] = new JsonArray([.. bundle.Legs[i].Transactions.Select(raw => (JsonNode)Hex.Encode(raw.Span))]);
            if (bundle.Legs[i].Preconditions is { } preconditions) leg["preconditions"] = Json(preconditions);
        }
        json["signature"] = bundle.Signature.ToString();
        return json;
    }

    public static JsonObject Json(BundleTerms terms)
    {
        var json = new JsonObject
        {
            ["network"] = terms.Network.ToString(),
            ["mode"] = terms.Mode.ToString().ToLowerInvariant(),
            ["submitter"] = terms.Submitter.ToString(),
            ["notAfter"] = Text(terms.NotAfter.Milliseconds),
            ["decisionDelay"] = Text(terms.DecisionDelay),
            ["salt"] = terms.Salt.ToString(),
            ["legs"] = new JsonArray([.. terms.Legs.Select(leg => new JsonObject
            {
                ["chainId"] = Text(TestNetwork.ChainIdOf(leg.Rollup)),
                ["escrow"] = leg.Escrow.ToString(),
                ["lock"] = leg.Lock.ToString(),
            })]),
        };
        if (!terms.IsReplaceable) return json;
        json["replacementUuid"] = terms.Replacement.ToString();
        json["version"] = Text(terms.Version);
        return json;
    }

    /// <summary>Terms whose legs are named by the rollups' own ids.</summary>
    public static JsonObject JsonById(BundleTerms terms)
    {
        var json = Json(terms);
        foreach (var (leg, named) in terms.Legs.Zip(json["legs"]!.AsArray().Select(static leg => leg!.AsObject())))
        {
            named.Remove("chainId");
            named["rollupId"] = leg.Rollup.ToString();
        }
        return json;
    }

    public static JsonObject Json(BundleCancel cancel)
    {
        var json = new JsonObject
        {
            ["network"] = cancel.Network.ToString(),
            ["submitter"] = cancel.Submitter.ToString(),
            ["notAfter"] = Text(cancel.NotAfter.Milliseconds),
            ["signature"] = cancel.Signature.ToString(),
        };
        if (!cancel.Bundle.IsZero) json["bundle"] = cancel.Bundle.ToString();
        if (cancel.Replacement.IsZero) return json;
        json["replacementUuid"] = cancel.Replacement.ToString();
        json["version"] = Text(cancel.Version);
        return json;
    }

    private static JsonObject Json(Preconditions preconditions) => new()
    {
        ["minBlock"] = Text(preconditions.MinBlock),
        ["maxBlock"] = Text(preconditions.MaxBlock),
        ["slack"] = Hex.EncodeQuantity(preconditions.Slack),
        ["nonces"] = new JsonArray([.. preconditions.Nonces.Select(one => new JsonObject
        {
            ["account"] = one.Account.ToString(), ["nonce"] = Text(one.Nonce),
        })]),
        ["storage"] = new JsonArray([.. preconditions.Storage.Select(one => new JsonObject
        {
            ["account"] = one.Account.ToString(), ["slot"] = one.Slot.ToString(), ["value"] = one.Value.ToString(),
        })]),
        ["balances"] = new JsonArray([.. preconditions.Balances.Select(one => new JsonObject
        {
            ["account"] = one.Account.ToString(), ["least"] = one.Least.ToString(),
        })]),
    };

    private static string Text(ulong value) => value.ToString(CultureInfo.InvariantCulture);
}
