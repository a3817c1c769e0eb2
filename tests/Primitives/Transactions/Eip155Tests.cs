namespace SharedSequencer.Primitives.Tests.Transactions;

public sealed class Eip155Tests
{
    [Fact]
    public void The_example_of_the_standard_is_signed_and_read_as_published()
    {
        foreach (var vector in VectorFile.Read<Eip155Vector>("eip155.json"))
        {
            using var key = PrivateKey.Parse(vector.Key);
            var raw = TransactionSigner.Sign(vector.ToRequest(), key);
            Assert.Equal(vector.Raw, Hex.Encode(raw));
            Assert.True(TransactionDecoder.TryDecode(raw, out var decoded, out _));
            Assert.Equal(vector.SigningHash, decoded.SigningHash);
            Assert.Equal(vector.R, new UInt256(decoded.Signature.R));
            Assert.Equal(vector.S, new UInt256(decoded.Signature.S));
            Assert.Equal(1UL, decoded.ChainId);
        }
    }

    private sealed record Eip155Vector(
        string Key,
        string ChainId,
        string Nonce,
        UInt256 GasPrice,
        string GasLimit,
        Address To,
        UInt256 Value,
        Hash256 SigningHash,
        UInt256 R,
        UInt256 S,
        string Raw)
    {
        public TransactionRequest ToRequest() => new()
        {
            Type = TransactionType.Legacy,
            ChainId = ulong.Parse(ChainId),
            Nonce = ulong.Parse(Nonce),
            MaxFeePerGas = GasPrice,
            GasLimit = ulong.Parse(GasLimit),
            To = To,
            Value = Value,
        };
    }
}
