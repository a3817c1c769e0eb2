using YamlDotNet.RepresentationModel;

namespace SharedSequencer.StandIn.Hosting;

/// <summary>A YAML mapping read leniently: what is absent or of another shape is empty.</summary>
internal readonly struct YamlMap(YamlMappingNode? node)
{
    public IEnumerable<string> Names => node?.Children.Keys.OfType<YamlScalarNode>().Select(key => key.Value ?? "") ?? [];

    public string? Text(string name) => (Child(name) as YamlScalarNode)?.Value;

    public YamlMap Map(string name) => new(Child(name) as YamlMappingNode);

    public IEnumerable<YamlMap> Maps(string name) =>
        (Child(name) as YamlSequenceNode)?.Children.OfType<YamlMappingNode>().Select(item => new YamlMap(item)) ?? [];

    private YamlNode? Child(string name) =>
        node is not null && node.Children.TryGetValue(new YamlScalarNode(name), out var child) ? child : null;
}
