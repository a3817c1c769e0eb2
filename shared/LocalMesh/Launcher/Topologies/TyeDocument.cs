namespace SharedSequencer.Launcher.Topologies;

/// <summary>The shape of tye.yaml as far as LocalMesh understands it; property names follow the file.</summary>
internal sealed class TyeDocument
{
    public string? Name { get; init; }

    public List<Extension>? Extensions { get; init; }

    public List<Service>? Services { get; init; }

    internal sealed class Extension
    {
        public string? Name { get; init; }

        public string? LogLevel { get; init; }

        public string? ComponentsPath { get; init; }
    }

    internal sealed class Service
    {
        public string? Name { get; init; }

        public string? Project { get; init; }

        public string? Executable { get; init; }

        public string? Image { get; init; }

        public string? Args { get; init; }

        public int? Replicas { get; init; }

        public List<Variable>? Env { get; init; }

        public List<Port>? Bindings { get; init; }
    }

    internal sealed class Variable
    {
        public string? Name { get; init; }

        public string? Value { get; init; }
    }

    internal sealed class Port
    {
        public string? Name { get; init; }

        public string? Protocol { get; init; }

        [YamlDotNet.Serialization.YamlMember(Alias = "port")]
        public int Number { get; init; }
    }
}
