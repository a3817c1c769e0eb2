using System.Xml.Linq;
using SharedSequencer.Conventions.Tree;

namespace SharedSequencer.Conventions.Layout;

/// <summary>Who may refer to whom. Processes that are only started, not linked, do not count.</summary>
public sealed class LayeringTests
{
    private static readonly string[] Shared = ["Primitives", "Protocol", "Messages", "Following", "ServiceDefaults"];

    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Primitives"] = [],
        ["Protocol"] = ["Primitives"],
        ["Messages"] = ["Primitives", "Protocol"],
        ["Following"] = ["Primitives", "Protocol", "Messages"],
        ["ServiceDefaults"] = ["Primitives", "Protocol", "Messages"],
        ["Client"] = ["Primitives", "Protocol", "Messages"],
        ["StandIn"] = [],
        ["Launcher"] = ["Primitives", "Protocol", "Messages", "Client"],
    };

    [Fact]
    public void Shared_projects_refer_only_downwards() => Offences.None(
        from project in SourceTree.Projects
        where project.Path.StartsWith("shared/", StringComparison.Ordinal)
        let name = Path.GetFileNameWithoutExtension(project.Name)
        from reference in ReferencesOf(project)
        where !Allowed.GetValueOrDefault(name, []).Contains(reference)
        select $"{project.Path} refers to {reference}",
        "A project of shared/ may refer only to the layers below it (architecture, folder tree).");

    [Fact]
    public void Services_refer_to_shared_projects_and_never_to_each_other() => Offences.None(
        from project in SourceTree.Projects
        where project.Path.StartsWith("services/", StringComparison.Ordinal)
        from reference in ReferencesOf(project)
        where !Shared.Contains(reference)
        select $"{project.Path} refers to {reference}",
        $"A service may refer to {string.Join(", ", Shared)} and to nothing else.");

    [Fact]
    public void The_pure_layers_use_no_package_of_the_platform() => Offences.None(
        from project in SourceTree.Projects
        where project.Path.StartsWith("shared/Protocol/", StringComparison.Ordinal)
            || project.Path.StartsWith("shared/Primitives/", StringComparison.Ordinal)
        from package in XDocument.Parse(project.Text).Descendants()
        where package.Name.LocalName is "PackageReference" or "FrameworkReference"
        let name = (string?)package.Attribute("Include") ?? ""
        where name is not "BouncyCastle.Cryptography"
        select $"{project.Path} uses {name}",
        "Primitives may use BouncyCastle, Protocol nothing.");

    [Fact]
    public void The_protocol_has_no_clock_task_logger_or_io()
    {
        HashSet<string> banned =
        [
            "Task", "ValueTask", "TimeProvider", "Stopwatch", "ILogger", "Random",
            "RandomNumberGenerator", "File", "Stream", "Socket", "HttpClient", "Thread", "Environment", "Console",
            "CancellationToken", "Guid",
        ];
        Offences.None(
            from file in SourceTree.CSharp
            where file.Path.StartsWith("shared/Protocol/", StringComparison.Ordinal)
            from name in file.Nodes<Microsoft.CodeAnalysis.CSharp.Syntax.SimpleNameSyntax>()
            where banned.Contains(name.Identifier.ValueText) && IsType(name)
            select $"{file.At(name)}: {name.Identifier.ValueText}",
            "shared/Protocol is pure: time and everything else come in as arguments.");
    }

    [Fact]
    public void Only_the_ordering_service_steps_the_ordering_core() => Offences.None(
        from file in SourceTree.CSharp
        where !MayStep.Any(folder => file.Path.StartsWith(folder, StringComparison.Ordinal))
        from name in file.Nodes<Microsoft.CodeAnalysis.CSharp.Syntax.IdentifierNameSyntax>()
        where name.Identifier.ValueText == "OrderingCore"
        select file.At(name),
        "The step function belongs to Ordering, to tests and to measurements of it; everyone may verify.");

    private static readonly string[] MayStep =
        ["shared/Protocol/", "services/Ordering/", "shared/LocalMesh/Launcher/Bench/Growth/", "tests/"];

    /// <summary>A name used as a type, not a property or parameter that happens to have it.</summary>
    private static bool IsType(Microsoft.CodeAnalysis.CSharp.Syntax.SimpleNameSyntax name) =>
        name.Parent is not Microsoft.CodeAnalysis.CSharp.Syntax.MemberAccessExpressionSyntax access
        || access.Expression == name;

    private static IEnumerable<string> ReferencesOf(TreeFile project) =>
        from reference in XDocument.Parse(project.Text).Descendants("ProjectReference")
        where (string?)reference.Attribute("ReferenceOutputAssembly") != "false"
        select Path.GetFileNameWithoutExtension((string)reference.Attribute("Include")!);
}
