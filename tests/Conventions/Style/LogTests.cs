using Microsoft.CodeAnalysis.CSharp.Syntax;
using SharedSequencer.Conventions.Tree;

namespace SharedSequencer.Conventions.Style;

/// <summary>Event ids are names for operators: unique, in the range of their project, with a name.</summary>
public sealed class LogTests
{
    private static readonly Dictionary<string, int> FirstIds = new()
    {
        ["services/Ingress/"] = 1000,
        ["services/Ordering/"] = 2000,
        ["services/Publisher/"] = 3000,
        ["services/Bundles/"] = 4000,
        ["services/Sentinel/"] = 5000,
        ["shared/ServiceDefaults/"] = 6000,
        ["shared/LocalMesh/Launcher/"] = 7000,
        ["shared/LocalMesh/StandIn/"] = 8000,
    };

    private sealed record LogEvent(string At, string Path, int Id, string? Name);

    [Fact]
    public void Event_ids_lie_in_the_range_of_their_project() => Offences.None(
        from log in Events()
        let range = FirstIds.FirstOrDefault(first => log.Path.StartsWith(first.Key, StringComparison.Ordinal))
        where range.Key is null || log.Id < range.Value || log.Id >= range.Value + 1000
        select $"{log.At}: {log.Id}",
        "Each project has a thousand event ids of its own.");

    [Fact]
    public void Event_ids_and_names_are_unique() => Offences.None(
        from log in Events()
        group log by log.Id into same
        where same.Count() > 1
        select $"{same.Key}: {string.Join(", ", same.Select(log => log.At))}",
        "Two messages with one id.");

    [Fact]
    public void Every_message_has_an_event_name() => Offences.None(
        from log in Events()
        where log.Name is null
        select log.At,
        "Dashboards search by EventName.");

    [Fact]
    public void Messages_stand_in_one_file_per_project() => Offences.None(
        from log in Events()
        where !log.Path.EndsWith("/LogMessages.cs", StringComparison.Ordinal)
        select log.At,
        "Log messages belong into LogMessages.cs.");

    [Fact]
    public void Metric_names_stand_in_one_file_per_project() => Offences.None(
        from file in SourceTree.CSharp
        where !file.IsTest && file.Name != "Telemetry.cs"
        from literal in file.Nodes<LiteralExpressionSyntax>()
        where literal.Token.ValueText.StartsWith("sequencer.", StringComparison.Ordinal)
        select $"{file.At(literal)}: {literal.Token.ValueText}",
        "Names of metrics and spans are constants in Telemetry.cs.");

    private static IEnumerable<LogEvent> Events() =>
        from file in SourceTree.CSharp
        from attribute in file.Nodes<AttributeSyntax>()
        where attribute.Name.ToString() is "LoggerMessage"
        let arguments = attribute.ArgumentList!.Arguments
        select new LogEvent(
            file.At(attribute),
            file.Path,
            int.TryParse(ValueOf(arguments, "EventId") ?? arguments[0].Expression.ToString(), out var id) ? id : -1,
            ValueOf(arguments, "EventName"));

    private static string? ValueOf(IEnumerable<AttributeArgumentSyntax> arguments, string name) =>
        arguments.FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == name)?.Expression.ToString();
}
