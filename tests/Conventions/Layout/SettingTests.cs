using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SharedSequencer.Conventions.Tree;
using YamlDotNet.RepresentationModel;

namespace SharedSequencer.Conventions.Layout;

/// <summary>A setting that no option reads is a typing error that nobody notices.</summary>
public sealed class SettingTests
{
    private const string KeysPrefix = "Keys:";

    private sealed record Setting(string Service, string Folder, string Path);

    [Fact]
    public void Every_setting_of_the_local_topology_is_read_by_its_service() => Offences.None(
        from setting in Settings()
        // Keys are read by role; the sentinel's waits for its signed reports.
        where !setting.Path.StartsWith(KeysPrefix, StringComparison.Ordinal)
            && !IsOption(setting.Folder, setting.Path) && !IsNamed(setting.Folder, setting.Path)
        select $"tye.yaml: {setting.Service} reads no {setting.Path}",
        "The environment of a service names settings that its options have.");

    /// <summary>Who runs into a bound looks for its name.</summary>
    [Theory]
    [InlineData("LimitsOptions")]
    [InlineData("SocketOptions")]
    public void Every_bound_of_the_ingress_stands_in_its_README(string options)
    {
        const string folder = "services/Ingress/";
        var text = File.ReadAllText(Path.Combine(SourceTree.Root, folder, "README.md"));
        Offences.None(
            from property in PropertiesOf(folder, options)
            where property.StartsWith("Max", StringComparison.Ordinal) && !Regex.IsMatch(text, $@"\b{property}\b")
            select $"{folder}README.md: no {property}",
            "The README names what bounds clients.");
    }

    private static bool IsNamed(string folder, string path) =>
        FilesOf(folder).SelectMany(file => file.Nodes<LiteralExpressionSyntax>())
            .Any(literal => literal.Token.ValueText == path);

    private static bool IsOption(string folder, string path) => (
        from file in FilesOf(folder)
        from call in file.Nodes<InvocationExpressionSyntax>()
        where call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "AddValidatedOptions" }
            && call.ArgumentList.Arguments is [{ Expression: LiteralExpressionSyntax }]
        let section = ((LiteralExpressionSyntax)call.ArgumentList.Arguments[0].Expression).Token.ValueText
        where path.StartsWith(section + ":", StringComparison.Ordinal)
        let name = (GenericNameSyntax)((MemberAccessExpressionSyntax)call.Expression).Name
        let options = name.TypeArgumentList.Arguments[0].ToString()
        let property = path[(section.Length + 1)..].Split(':')[0]
        where PropertiesOf(folder, options).Contains(property)
        select property).Any();

    private static IEnumerable<string> PropertiesOf(string folder, string type) =>
        from file in FilesOf(folder)
        from declaration in file.Nodes<TypeDeclarationSyntax>()
        where declaration.Identifier.ValueText == type
        from property in declaration.Members.OfType<PropertyDeclarationSyntax>()
        select property.Identifier.ValueText;

    private static IEnumerable<CSharpFile> FilesOf(string folder) =>
        SourceTree.CSharp.Where(file => file.Path.StartsWith(folder, StringComparison.Ordinal));

    private static IEnumerable<Setting> Settings()
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(File.ReadAllText(Path.Combine(SourceTree.Root, "tye.yaml"))));
        var root = (YamlMappingNode)stream.Documents.Single().RootNode;
        return
            from service in ((YamlSequenceNode)root["services"]).OfType<YamlMappingNode>()
            where service.Children.ContainsKey("project") && service.Children.ContainsKey("env")
            from variable in ((YamlSequenceNode)service["env"]).OfType<YamlMappingNode>()
            let name = variable["name"].ToString()
            where name.Contains("__", StringComparison.Ordinal)
            let project = service["project"].ToString()
            select new Setting(
                service["name"].ToString(),
                project[..(project.LastIndexOf('/') + 1)],
                name.Replace("__", ":", StringComparison.Ordinal));
    }
}
