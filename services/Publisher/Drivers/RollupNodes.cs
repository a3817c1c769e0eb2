using System.ComponentModel.DataAnnotations;
using System.Globalization;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using SharedSequencer.Publisher.Drivers.EvmRpc;
using SharedSequencer.ServiceDefaults;

namespace SharedSequencer.Publisher.Drivers;

/// <summary>The nodes of the section <c>Rollups</c>, by rollup id.</summary>
internal sealed class RollupNodes(IConfiguration configuration, IHttpClientFactory clients) : IStartupCheck
{
    /// <summary>Name of the HTTP client for nodes.</summary>
    public const string ClientName = "rollup-node";

    private const string Section = "Rollups";

    public IEnumerable<RollupNode> All => Configured.Select(Create);

    /// <summary>The rollups that have a node here.</summary>
    public IEnumerable<RollupId> Rollups => Configured.Select(section =>
    {
        TryRollup(section, out var rollup);
        return rollup;
    });

    /// <summary>The state of a rollup's node after one of its blocks, over a connection of its own; null without a node here.</summary>
    public EvmState? StateOf(RollupId rollup, Hash256 block) => Configured
        .Where(section => TryRollup(section, out var id) && id == rollup)
        .Select(section => new EvmState(Connect(section.Get<RollupNodeOptions>()!), block))
        .FirstOrDefault();

    private IEnumerable<IConfigurationSection> Configured => configuration.GetSection(Section).GetChildren();

    public IEnumerable<string> FindProblems() => Configured.SelectMany(ProblemsOf);

    private static IEnumerable<string> ProblemsOf(IConfigurationSection section)
    {
        if (!TryRollup(section, out _)) yield return $"{section.Path}: '{section.Key}' is not a rollup id from 1 on.";
        if (!ulong.TryParse(section["ChainId"], NumberStyles.None, CultureInfo.InvariantCulture, out _))
        {
            yield return $"{section.Path}:ChainId: '{section["ChainId"]}' is not a chain id.";
            yield break;
        }

        var results = new List<ValidationResult>();
        var options = section.Get<RollupNodeOptions>()!;
        System.ComponentModel.DataAnnotations.Validator.TryValidateObject(
            options, new ValidationContext(options), results, validateAllProperties: true);
        foreach (var result in results) yield return $"{section.Path}: {result.ErrorMessage}";
    }

    private RollupNode Create(IConfigurationSection section)
    {
        TryRollup(section, out var rollup);
        var options = section.Get<RollupNodeOptions>()!;
        return new RollupNode(rollup, options.ChainId, new EvmNode(Connect(options)));
    }

    private NodeRpc Connect(RollupNodeOptions options)
    {
        var http = clients.CreateClient(ClientName);
        http.BaseAddress = new Uri(options.NodeUrl);
        return new NodeRpc(http);
    }

    private static bool TryRollup(IConfigurationSection section, out RollupId rollup)
    {
        var isNumber = ulong.TryParse(section.Key, NumberStyles.None, CultureInfo.InvariantCulture, out var id);
        rollup = new RollupId(id);
        return isNumber && id > 0;
    }
}
