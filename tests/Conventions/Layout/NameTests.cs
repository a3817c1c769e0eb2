using SharedSequencer.Conventions.Tree;
using SharedSequencer.Messages;
using YamlDotNet.RepresentationModel;

namespace SharedSequencer.Conventions.Layout;

/// <summary>Names that stand in code, in tye.yaml and in the component files are the same names.</summary>
public sealed class NameTests
{
    [Fact]
    public void The_local_topology_runs_exactly_the_services_of_the_mesh()
    {
        var services = Children(Yaml("tye.yaml").Single(), "services")
            .Where(service => service.Children.TryGetValue("project", out var project)
                && Text(project).StartsWith("services/", StringComparison.Ordinal))
            .ToList();

        // What has replicas belongs to other operators: no sidecar, so no app id.
        var apps = services.Where(service => !service.Children.ContainsKey("replicas"));
        Assert.Equal(AppIds.All.Order(), apps.Select(service => Text(service["name"])).Order());
        Offences.None(
            from service in services
            let project = Text(service["project"])
            where SourceTree.Files.All(file => file.Path != project)
            select project,
            "tye.yaml names a project that does not exist.");
    }

    [Fact]
    public void Component_files_declare_the_names_that_the_code_uses()
    {
        foreach (var folder in ComponentFiles().GroupBy(file => file.Folder))
        {
            var names = folder.SelectMany(file => Yaml(file.Path))
                .Where(document => Text(document["kind"]) == "Component")
                .Select(document => Text(document["metadata"]["name"]))
                .Order();
            Assert.Equal(new[] { MeshComponents.PubSub, MeshComponents.State }.Order(), names);
        }
    }

    [Fact]
    public void Resiliency_and_scopes_speak_only_of_known_names()
    {
        var known = AppIds.All.Concat([MeshComponents.PubSub, MeshComponents.State, RollupQueueActor.Type]).ToHashSet();
        Offences.None(
            from file in ComponentFiles()
            from document in Yaml(file.Path)
            from name in ScopesOf(document).Concat(TargetsOf(document))
            where !known.Contains(name)
            select $"{file.Path}: {name}",
            "No such app, component or actor type.");
    }

    [Fact]
    public void Topics_and_actor_types_are_named_once() => Offences.None(
        from file in SourceTree.CSharp
        where !file.IsTest && !file.Path.StartsWith("shared/Messages/", StringComparison.Ordinal)
            // The stand-in knows no more about this system than a sidecar does.
            && !file.Path.StartsWith("shared/LocalMesh/StandIn/", StringComparison.Ordinal)
        from literal in file.Nodes<Microsoft.CodeAnalysis.CSharp.Syntax.LiteralExpressionSyntax>()
        let text = literal.Token.ValueText
        where Topics.All.Contains(text) || text is MeshComponents.PubSub or MeshComponents.State
        select $"{file.At(literal)}: {text}",
        "Use the constant of shared/Messages.");

    private static IEnumerable<TreeFile> ComponentFiles() => SourceTree.Files.Where(file =>
        file.Path.StartsWith("components/", StringComparison.Ordinal)
        && file.Path.EndsWith(".yaml", StringComparison.Ordinal));

    private static IEnumerable<string> ScopesOf(YamlMappingNode document) =>
        document.Children.TryGetValue("scopes", out var scopes) ? ((YamlSequenceNode)scopes).Select(Text) : [];

    private static IEnumerable<string> TargetsOf(YamlMappingNode document) =>
        Text(document["kind"]) == "Resiliency"
            ? ((YamlMappingNode)document["spec"]["targets"]).Children.Values
                .OfType<YamlMappingNode>()
                .SelectMany(targets => targets.Children.Keys.Select(Text))
            : [];

    private static IEnumerable<YamlMappingNode> Children(YamlMappingNode node, string key) =>
        ((YamlSequenceNode)node[key]).OfType<YamlMappingNode>();

    private static List<YamlMappingNode> Yaml(string path)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(File.ReadAllText(Path.Combine(SourceTree.Root, path))));
        return [.. stream.Documents.Select(document => (YamlMappingNode)document.RootNode)];
    }

    private static string Text(YamlNode node) => ((YamlScalarNode)node).Value ?? "";
}
