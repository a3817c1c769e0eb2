using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace SharedSequencer.Launcher.Topologies;

/// <summary>Reads tye.yaml. Keys that LocalMesh does not know are errors, so that a typing mistake is noticed.</summary>
public static class TopologyFile
{
    private static readonly string[] KnownImages = ["postgres"];

    /// <summary>Reads and checks a file.</summary>
    /// <exception cref="LocalMeshException">The file is missing or wrong; the message lists every fault.</exception>
    public static Topology Read(string path)
    {
        if (!File.Exists(path))
            throw new LocalMeshException($"There is no topology file at {path}.");
        return Parse(File.ReadAllText(path));
    }

    /// <summary>Reads and checks the text of a file.</summary>
    /// <exception cref="LocalMeshException">The text is wrong; the message lists every fault.</exception>
    public static Topology Parse(string yaml)
    {
        var document = Deserialize(yaml);
        var faults = new List<string>();
        var services = (document.Services ?? []).Select(service => Convert(service, faults)).ToList();
        var dapr = document.Extensions?.FirstOrDefault(extension => extension.Name == "dapr");
        if (services.Count == 0)
            faults.Add("it has no services");
        if (services.Any(s => s.Replicas is < 0 or >= Topology.MaxValidators))
            faults.Add($"replicas is 0 to {Topology.MaxValidators - 1}");
        if (services.Select(s => s.Replicas).OfType<int>().Distinct().Count() > 1)
            faults.Add("services with replicas belong to the same bare validators and have the same number");
        if (dapr?.ComponentsPath is null)
            faults.Add("the dapr extension with its components-path is missing");
        faults.AddRange(Repeated(services.Select(s => s.Name), "service name"));
        faults.AddRange(Repeated(services.SelectMany(s => s.Bindings).Select(b => $"{b.Port}"), "port"));
        if (faults.Count > 0)
            throw new LocalMeshException($"tye.yaml cannot be used: {string.Join("; ", faults)}.");
        return new Topology
        {
            Name = document.Name ?? "mesh",
            Services = services,
            ComponentsPath = dapr!.ComponentsPath!,
            SidecarLogLevel = dapr.LogLevel ?? "warn",
        };
    }

    private static TyeDocument Deserialize(string yaml)
    {
        var deserializer = new DeserializerBuilder()
            .WithNamingConvention(HyphenatedNamingConvention.Instance)
            .Build();
        try
        {
            return deserializer.Deserialize<TyeDocument?>(yaml) ?? new TyeDocument();
        }
        catch (YamlException exception)
        {
            throw new LocalMeshException($"tye.yaml cannot be read: {exception.Message}", exception);
        }
    }

    private static ServiceDescription Convert(TyeDocument.Service service, List<string> faults)
    {
        var name = service.Name ?? "";
        if (name.Length == 0)
            faults.Add("a service has no name");
        (ServiceKind Kind, string? Source)[] sources =
        [
            (ServiceKind.Project, service.Project),
            (ServiceKind.Executable, service.Executable),
            (ServiceKind.Image, service.Image),
        ];
        var given = sources.Where(source => source.Source is not null).ToArray();
        if (given.Length != 1)
            faults.Add($"service '{name}' needs exactly one of project, executable and image");
        var (kind, source) = given.FirstOrDefault();
        if (kind == ServiceKind.Image && source is not null && !KnownImages.Contains(source))
            faults.Add($"service '{name}': image '{source}' cannot be run without a container");
        var bindings = (service.Bindings ?? []).Select(b => new Binding(b.Name ?? Binding.DefaultName, b.Number));
        return new ServiceDescription
        {
            Name = name,
            Kind = kind,
            Source = source ?? "",
            Arguments = (service.Args ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries),
            Environment = Variables(service, faults),
            Replicas = service.Replicas,
            Bindings = [.. bindings],
        };
    }

    private static Dictionary<string, string> Variables(TyeDocument.Service service, List<string> faults)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var variable in service.Env ?? [])
        {
            if (variable.Name is null || !variables.TryAdd(variable.Name, variable.Value ?? ""))
                faults.Add($"service '{service.Name}': environment variable '{variable.Name}' without name or twice");
        }

        return variables;
    }

    private static IEnumerable<string> Repeated(IEnumerable<string> values, string what) =>
        values.GroupBy(value => value).Where(g => g.Count() > 1).Select(g => $"{what} '{g.Key}' stands there twice");
}
