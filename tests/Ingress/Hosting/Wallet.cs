using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using SharedSequencer.Testing;

namespace SharedSequencer.Ingress.Tests.Hosting;

/// <summary>Signs transfers of one account for one rollup.</summary>
internal sealed class Wallet(string name, RollupId rollup)
{
    private readonly PrivateKey _key = TestNetwork.Key(name);

    public Address Address => _key.Address;

    public byte[] Sign(ulong nonce) => Sign(Transfer(nonce));

    public byte[] Sign(TransactionRequest request) => TransactionSigner.Sign(request, _key);

    public TransactionRequest Transfer(ulong nonce) => new()
    {
        ChainId = TestNetwork.ChainIdOf(rollup),
        Nonce = nonce,
        MaxPriorityFeePerGas = 1,
        MaxFeePerGas = 100,
        GasLimit = 21_000,
        To = Address.Parse("0x00000000000000000000000000000000000000aa"),
        Value = 1,
    };
}
