namespace SharedSequencer.Primitives.Tests.Transactions;

/// <summary>Against transactions that ethers and viem made.</summary>
public sealed class TransactionVectorTests
{
    [Fact]
    public void Every_type_is_among_the_vectors() =>
        Assert.Equal([0, 1, 2, 3, 4], TransactionVector.All.Select(vector => vector.Type).Distinct().Order());

    [Fact]
    public void Signing_the_same_fields_gives_the_same_bytes()
    {
        foreach (var vector in TransactionVector.All)
        {
            using var key = PrivateKey.Parse(vector.Key);
            Assert.Equal(vector.Raw, Hex.Encode(TransactionSigner.Sign(vector.ToRequest(), key)));
        }
    }

    [Fact]
    public void Decoding_gives_the_fields_the_hashes_and_the_sender()
    {
        foreach (var vector in TransactionVector.All)
        {
            var expected = vector.ToRequest();
            Assert.True(TransactionDecoder.TryDecode(vector.RawBytes, out var decoded, out _));
            Assert.Equal(expected.Type, decoded.Type);
            Assert.Equal(expected.ChainId, decoded.ChainId);
            Assert.Equal(expected.Nonce, decoded.Nonce);
            var tip = vector.Type < 2 ? vector.MaxFeePerGas : vector.MaxPriorityFeePerGas;
            Assert.Equal(tip, decoded.MaxPriorityFeePerGas);
            Assert.Equal(vector.MaxFeePerGas, decoded.MaxFeePerGas);
            Assert.Equal(expected.GasLimit, decoded.GasLimit);
            Assert.Equal(vector.To, decoded.To);
            Assert.Equal(vector.Value, decoded.Value);
            Assert.Equal(vector.Input, Hex.Encode(decoded.Input.Span));
            Assert.Equivalent(vector.AccessList, decoded.AccessList, strict: true);
            Assert.Equal(expected.AuthorizationList, decoded.AuthorizationList);
            Assert.Equal(vector.BlobVersionedHashes, decoded.BlobVersionedHashes);
            Assert.Equal(vector.MaxFeePerBlobGas, decoded.MaxFeePerBlobGas);
            Assert.Equal(vector.Hash, decoded.Hash);
            Assert.Equal(vector.SigningHash, decoded.SigningHash);
            Assert.True(decoded.TryRecoverSender(out var sender));
            Assert.Equal(vector.From, sender);
        }
    }

    [Fact]
    public void The_view_agrees_with_the_object()
    {
        foreach (var vector in TransactionVector.All)
        {
            Assert.True(TransactionDecoder.TryDecode(vector.RawBytes, out var decoded, out _));
            Assert.True(TransactionView.TryDecode(vector.RawBytes, out var view, out _));
            Assert.Equal(decoded.Hash, view.ComputeHash());
            Assert.Equal(decoded.SigningHash, view.ComputeSigningHash());
            Assert.Equal(decoded.AccessList.Count, view.AccessListAddresses);
            Assert.Equal(decoded.AccessList.Sum(entry => entry.StorageKeys.Count), view.AccessListKeys);
            Assert.Equal(decoded.AuthorizationList.Count, view.AuthorizationCount);
            Assert.Equal(decoded.BlobVersionedHashes.Count, view.BlobCount);
            Assert.True(view.TryRecoverSender(Secp256k1.Managed, out var sender));
            Assert.Equal(vector.From, sender);
        }
    }

    [Fact]
    public void Authorizations_recover_to_who_signed_them()
    {
        foreach (var vector in TransactionVector.All.SelectMany(vector => vector.Authorizations))
        {
            Assert.True(vector.ToAuthorization().TryRecoverAuthority(out var authority));
            Assert.Equal(vector.Authority, authority);
        }
    }

    [Fact]
    public void The_view_allocates_nothing_up_to_the_sender()
    {
        foreach (var vector in TransactionVector.All.DistinctBy(vector => vector.Type))
        {
            var raw = vector.RawBytes;
            Assert.Equal(0, Allocation.Of(() =>
                TransactionView.TryDecode(raw, out var view, out _)
                && !view.ComputeHash().IsZero
                && view.ComputeIntrinsicGas() >= 21_000
                && view.TryRecoverSender(out _)));
        }
    }
}
