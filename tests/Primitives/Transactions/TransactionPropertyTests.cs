using CsCheck;

namespace SharedSequencer.Primitives.Tests.Transactions;

public sealed class TransactionPropertyTests
{
    private static readonly Gen<UInt256> Numbers = Gen.Byte.Array[0, 32].Select(bytes => new UInt256(bytes));

    private static readonly Gen<Address> Addresses = Gen.Byte.Array[20].Select(bytes => new Address(bytes));

    private static readonly Gen<Hash256> Hashes = Gen.Byte.Array[32].Select(bytes => new Hash256(bytes));

    private static readonly Gen<AccessListEntry> AccessListEntries =
        Gen.Select(Addresses, Hashes.Array[0, 4], (address, keys) => new AccessListEntry(address, keys));

    private static readonly Gen<Authorization> Authorizations =
        Gen.Select(Numbers, Addresses, Gen.ULong, Gen.Byte, Numbers, Numbers)
            .Select((chainId, address, nonce, parity, r, s) => new Authorization
            {
                ChainId = chainId,
                Address = address,
                Nonce = nonce,
                YParity = parity,
                R = r,
                S = s,
            });

    private static readonly Gen<TransactionRequest> Requests =
        Gen.Select(
            Gen.Select(Gen.Enum<TransactionType>(), Gen.ULong[0, (ulong.MaxValue - 36) / 2], Gen.ULong),
            Gen.Select(Numbers, Numbers, Gen.ULong, Numbers, Numbers),
            Gen.Select(Addresses, Gen.Bool, Gen.Byte.Array[0, 200]),
            Gen.Select(AccessListEntries.Array[0, 3], Authorizations.Array[1, 3], Hashes.Array[1, 3]),
            (head, amounts, call, lists) => new TransactionRequest
            {
                Type = head.Item1,
                ChainId = head.Item1 == TransactionType.Legacy && call.Item2 ? null : head.Item2,
                Nonce = Math.Min(head.Item3, ulong.MaxValue - 1),
                MaxPriorityFeePerGas = amounts.Item1,
                MaxFeePerGas = amounts.Item2,
                GasLimit = amounts.Item3,
                Value = amounts.Item4,
                MaxFeePerBlobGas = amounts.Item5,
                To = head.Item1 < TransactionType.Blob && call.Item2 ? null : call.Item1,
                Input = call.Item3,
                AccessList = lists.Item1,
                AuthorizationList = lists.Item2,
                BlobVersionedHashes = lists.Item3,
            });

    [Fact]
    public void What_is_signed_decodes_to_its_fields_and_its_sender()
    {
        using var key = PrivateKey.Parse("0x" + new string('6', 64));
        Requests.Sample(request =>
        {
            var raw = TransactionSigner.Sign(request, key);
            Assert.True(TransactionDecoder.TryDecode(raw, out var decoded, out _));
            Assert.Equal(request.ChainId, decoded.ChainId);
            Assert.Equal(
                (request.Nonce, request.GasLimit, request.To, request.Value),
                (decoded.Nonce, decoded.GasLimit, decoded.To, decoded.Value));
            Assert.Equal(request.Input.ToArray(), decoded.Input.ToArray());
            Assert.Equal(raw, TransactionSigner.Encode(request, decoded.Signature));
            Assert.Equal(Keccak256.Hash(raw), decoded.Hash);
            Assert.True(decoded.TryRecoverSender(out var sender));
            Assert.Equal(key.Address, sender);
        }, iter: 300);
    }

    [Fact]
    public void A_changed_byte_never_leaves_hash_and_sender_as_they_were()
    {
        using var key = PrivateKey.Parse("0x" + new string('6', 64));
        Gen.Select(Requests, Gen.Int[0, int.MaxValue], Gen.Byte[1, 255]).Sample((request, place, change) =>
        {
            var raw = TransactionSigner.Sign(request, key);
            var hash = Keccak256.Hash(raw);
            raw[place % raw.Length] ^= change;
            if (!TransactionView.TryDecode(raw, out var view, out _))
                return;
            Assert.NotEqual(hash, view.ComputeHash());
            Assert.False(view.TryRecoverSender(out var sender) && sender == key.Address);
        }, iter: 2_000);
    }

    [Fact]
    public void Intrinsic_gas_counts_bytes_lists_and_creation()
    {
        using var key = PrivateKey.Parse("0x" + new string('6', 64));
        var request = new TransactionRequest
        {
            ChainId = 1,
            Nonce = 0,
            MaxFeePerGas = 1,
            GasLimit = 1,
            To = Address.Zero,
        };
        Assert.Equal(21_000UL, GasOf(request));
        Assert.Equal(21_000UL + 4 + 16, GasOf(request with { Input = new byte[] { 0, 1 } }));
        Assert.Equal(53_000UL + 33 * 16 + 2 * 2, GasOf(request with { To = null, Input = Filled(33) }));
        Assert.Equal(
            21_000UL + 2_400 + 2 * 1_900,
            GasOf(request with { AccessList = [new AccessListEntry(Address.Zero, [default, default])] }));
        Assert.Equal(46_000UL, GasOf(request with
        {
            Type = TransactionType.SetCode,
            AuthorizationList = [Authorization.Sign(1, Address.Zero, 0, key)],
        }));

        ulong GasOf(TransactionRequest asked)
        {
            Assert.True(TransactionView.TryDecode(TransactionSigner.Sign(asked, key), out var view, out _));
            return view.ComputeIntrinsicGas();
        }
    }

    [Fact]
    public void Requests_that_have_no_encoding_are_errors_of_the_caller()
    {
        using var key = PrivateKey.Parse("0x" + new string('6', 64));
        var request = new TransactionRequest
        {
            ChainId = null,
            Nonce = 0,
            MaxFeePerGas = 1,
            GasLimit = 1,
            To = null,
        };
        Assert.Throws<ArgumentException>(() => TransactionSigner.Sign(request, key));
        var legacy = request with { Type = TransactionType.Legacy, ChainId = ulong.MaxValue / 2 };
        Assert.Throws<ArgumentException>(() => TransactionSigner.Sign(legacy, key));
    }

    private static byte[] Filled(int length) => [.. Enumerable.Repeat((byte)1, length)];
}
