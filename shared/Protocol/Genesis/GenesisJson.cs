using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>
/// The genesis file: JSON with `name`, `time` (ms, string), `epoch` (string), `validators` [{`address`,
/// `weight` (string)}], `ingresses` [address], `grants` [{`rollupId`, `chainId`, `owner`}]. Numbers are strings,
/// as everywhere outside.
/// </summary>
public static class GenesisJson
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Reads a genesis file.</summary>
    /// <exception cref="FormatException">What is missing or wrong, by field.</exception>
    public static Genesis Parse(string json)
    {
        try
        {
            var root = JsonNode.Parse(json) as JsonObject ?? throw new FormatException("genesis: not a JSON object");
            var validators = List(root, "validators", node => new Validator(
                ParseAddress(node, "address"), Number(node, "weight")));
            return new Genesis
            {
                Name = Text(root, "name"),
                Time = new ChainTime(Number(root, "time")),
                Committee = new Committee(new Epoch(Number(root, "epoch")), validators),
                Ingresses = List(root, "ingresses", node => Address.TryParse(node.GetValue<string>(), out var address)
                    ? address
                    : throw new FormatException("genesis.ingresses: not an address")),
                Grants = List(root, "grants", node => new RollupGrant(
                    new RollupId(Number(node, "rollupId")), Number(node, "chainId"), ParseAddress(node, "owner"))),
            };
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or ArgumentException)
        {
            throw new FormatException($"genesis: {problem.Message}", problem);
        }
    }

    /// <summary>Writes a genesis file.</summary>
    public static string Write(Genesis genesis)
    {
        ArgumentNullException.ThrowIfNull(genesis);
        var root = new JsonObject
        {
            ["name"] = genesis.Name,
            ["time"] = genesis.Time.ToString(),
            ["epoch"] = genesis.Committee.Epoch.ToString(),
            ["validators"] = new JsonArray([.. genesis.Committee.Validators.Select(validator => new JsonObject
            {
                ["address"] = validator.Address.ToString(),
                ["weight"] = validator.Weight.ToString(CultureInfo.InvariantCulture),
            })]),
            ["ingresses"] = new JsonArray([.. genesis.Ingresses.Select(address => JsonValue.Create(address.ToString()))]),
            ["grants"] = new JsonArray([.. genesis.Grants.Select(grant => new JsonObject
            {
                ["rollupId"] = grant.Rollup.ToString(),
                ["chainId"] = grant.ChainId.ToString(CultureInfo.InvariantCulture),
                ["owner"] = grant.Owner.ToString(),
            })]),
        };
        return root.ToJsonString(Indented);
    }

    private static List<T> List<T>(JsonObject root, string name, Func<JsonNode, T> read)
    {
        var array = root[name] as JsonArray ?? throw new FormatException($"genesis.{name}: not a list");
        return [.. array.Select(node => read(node ?? throw new FormatException($"genesis.{name}: has a null")))];
    }

    private static string Text(JsonNode node, string name) =>
        node[name]?.GetValue<string>() ?? throw new FormatException($"genesis.{name}: missing");

    private static ulong Number(JsonNode node, string name) =>
        ulong.TryParse(Text(node, name), NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new FormatException($"genesis.{name}: not a decimal number in quotes");

    private static Address ParseAddress(JsonNode node, string name) =>
        Address.TryParse(Text(node, name), out var address)
            ? address
            : throw new FormatException($"genesis.{name}: not an address");
}
