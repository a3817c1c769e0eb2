using System.Globalization;
using SharedSequencer.StandIn.Handshake;
using SharedSequencer.StandIn.PubSub;
using SharedSequencer.StandIn.Resilience;
using YamlDotNet.RepresentationModel;

namespace SharedSequencer.StandIn.Hosting;

/// <summary>Reads the component files that real daprd reads; kinds and settings the stand-in does not know are passed over.</summary>
internal sealed record ComponentFolder(IReadOnlyList<PubSubComponent> PubSubs, ResiliencyPolicies Resiliency)
{
    private const string DefaultPubSub = "mesh-pubsub";

    /// <summary>What holds without a folder.</summary>
    public static readonly ComponentFolder Empty = new([new PubSubComponent(DefaultPubSub)], ResiliencyPolicies.None);

    /// <summary>Reads all YAML files of <paramref name="folder"/>.</summary>
    /// <exception cref="InvalidDataException">A file is no YAML, or a setting is not readable.</exception>
    public static ComponentFolder Read(string? folder)
    {
        if (folder is null) return Empty;
        var documents = Directory.EnumerateFiles(folder)
            .Where(file => file.EndsWith(".yaml", StringComparison.Ordinal) || file.EndsWith(".yml", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .SelectMany(Documents)
            .ToList();
        var pubSubs = documents
            .Where(document => document.Text("kind") == "Component" && TypeOf(document).StartsWith("pubsub.", StringComparison.Ordinal))
            .Select(PubSub)
            .ToList();
        return new ComponentFolder(pubSubs, ResiliencyFile.Read(documents.Where(document => document.Text("kind") == "Resiliency")));
    }

    private static IEnumerable<YamlMap> Documents(string file)
    {
        var stream = new YamlStream();
        try
        {
            using var reader = File.OpenText(file);
            stream.Load(reader);
        }
        catch (YamlDotNet.Core.YamlException exception)
        {
            throw new InvalidDataException($"{file}: {exception.Message}", exception);
        }
        return stream.Documents.Select(document => document.RootNode).OfType<YamlMappingNode>().Select(node => new YamlMap(node));
    }

    private static string TypeOf(YamlMap document) => document.Map("spec").Text("type") ?? "";

    private static PubSubComponent PubSub(YamlMap document)
    {
        var settings = document.Map("spec").Maps("metadata")
            .Where(item => item.Text("name") is not null)
            .ToDictionary(item => item.Text("name")!, item => item.Text("value") ?? "", StringComparer.OrdinalIgnoreCase);
        var component = new PubSubComponent(document.Map("metadata").Text("name") ?? "");
        return component with
        {
            Concurrency = settings.TryGetValue("concurrency", out var workers)
                ? int.Parse(workers, CultureInfo.InvariantCulture)
                : component.Concurrency,
            ProcessingTimeout = Span(settings, "processingTimeout", component.ProcessingTimeout),
            RedeliverInterval = Span(settings, "redeliverInterval", component.RedeliverInterval),
        };
    }

    // Like the Redis component: a Go duration, or a bare number of milliseconds.
    private static TimeSpan Span(Dictionary<string, string> settings, string name, TimeSpan fallback)
    {
        if (!settings.TryGetValue(name, out var text)) return fallback;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds))
            return TimeSpan.FromMilliseconds(milliseconds);
        return GoDuration.TryParse(text, out var span)
            ? span
            : throw new InvalidDataException($"{name}: {text} is no duration");
    }
}
