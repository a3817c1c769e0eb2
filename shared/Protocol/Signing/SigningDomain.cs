using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>
/// The EIP-712 domain of everything signed here: name "SharedSequencer", version "1", no chain id, because
/// wallets refuse to sign for a chain they are not connected to. The network is a field of every structure.
/// </summary>
public static class SigningDomain
{
    /// <summary>The domain itself, e.g. to show a wallet.</summary>
    public static Eip712Domain Domain { get; } = new("SharedSequencer", "1");

    /// <summary>What is signed for a structure with the given EIP-712 struct hash.</summary>
    public static Hash256 Digest(in Hash256 structHash) => Eip712Struct.Digest(Domain.Separator, structHash);
}
