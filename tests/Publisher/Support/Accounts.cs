using SharedSequencer.Primitives;

namespace SharedSequencer.Publisher.Tests.Support;

/// <summary>The first accounts of anvil's published test mnemonic; every anvil gives them 10,000 ether.</summary>
internal static class Accounts
{
    public static IReadOnlyList<PrivateKey> All { get; } =
    [
        PrivateKey.Parse("0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80"),
        PrivateKey.Parse("0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d"),
        PrivateKey.Parse("0x5de4111afa1a4b94908f83103eb1f1706367c2e68ca870fc3fb9a804cdab365a"),
        PrivateKey.Parse("0x7c852118294e51e653712a81e05800f419141751be58f605c371e15141b007a6"),
        PrivateKey.Parse("0x47e179ec197488593b187f80a00eb0da91f1b9d0b13f8733639f19c30a34926a"),
    ];

    /// <summary>An account without funds.</summary>
    public static PrivateKey Poor { get; } =
        PrivateKey.Parse("0x00000000000000000000000000000000000000000000000000000000000dead1");

    private static readonly Address Sink = Address.Parse("0x000000000000000000000000000000000000dead");

    public static byte[] Transfer(PrivateKey from, ulong nonce, ulong value = 1, ulong chainId = AnvilNode.ChainId) =>
        Sign(from, nonce, request => request with { Value = value }, chainId);

    /// <summary>Creates a contract whose constructor runs the given code.</summary>
    public static byte[] Create(PrivateKey from, ulong nonce, string code) => Sign(
        from, nonce, request => request with { To = null, GasLimit = 200_000, Input = Convert.FromHexString(code) });

    public static byte[] Sign(
        PrivateKey from,
        ulong nonce,
        Func<TransactionRequest, TransactionRequest> change,
        ulong chainId = AnvilNode.ChainId) => TransactionSigner.Sign(
        change(new TransactionRequest
        {
            ChainId = chainId,
            Nonce = nonce,
            MaxPriorityFeePerGas = 1,
            MaxFeePerGas = 100_000_000_000,
            GasLimit = 21_000,
            To = Sink,
        }),
        from);
}
