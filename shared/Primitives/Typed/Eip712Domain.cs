namespace SharedSequencer.Primitives;

/// <summary>An EIP-712 domain of a name and a version, without chain id or contract: the signed structures
/// carry their network themselves.</summary>
public sealed class Eip712Domain
{
    private static readonly Hash256 DomainTypeHash =
        Eip712Struct.TypeHash("EIP712Domain(string name,string version)");

    /// <summary>Computes the separator once.</summary>
    public Eip712Domain(string name, string version)
    {
        Name = name;
        Version = version;
        Separator = new Eip712Struct(DomainTypeHash).AddString(name).AddString(version).Hash();
    }

    /// <summary>The name of the signing application.</summary>
    public string Name { get; }

    /// <summary>The version of its structures.</summary>
    public string Version { get; }

    /// <summary>The domain's hash, part of every digest.</summary>
    public Hash256 Separator { get; }

    /// <summary>What is signed for a structure in this domain.</summary>
    public Hash256 Digest(in Hash256 structHash) => Eip712Struct.Digest(Separator, structHash);
}
