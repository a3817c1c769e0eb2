using CsCheck;

namespace SharedSequencer.Primitives.Tests.Signing;

/// <summary>Needs the Debian package libsecp256k1-1, as the services do in production.</summary>
public sealed class NativeSecp256k1Tests : Secp256k1Compliance
{
    protected override ISecp256k1 Subject =>
        Secp256k1.Native ?? throw new InvalidOperationException(Secp256k1.ChoiceReason);

    [Fact]
    public void It_is_chosen_where_it_is_installed()
    {
        Assert.Same(Subject, Secp256k1.Current);
        Assert.Contains("libsecp256k1.so.1", Secp256k1.ChoiceReason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_library_is_reported_with_its_name()
    {
        var probe = NativeLibraryProbe.Run("libsecp256k1-absent.so.9");
        Assert.Null(probe.Library);
        Assert.Contains("libsecp256k1-absent.so.9 is not installed", probe.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_library_without_recovery_is_reported_with_the_missing_symbol()
    {
        var probe = NativeLibraryProbe.Run("libc.so.6");
        Assert.Null(probe.Library);
        Assert.Contains("lacks secp256k1_context_create", probe.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void It_agrees_with_the_managed_implementation_on_random_input() =>
        Gen.Select(Gen.Byte.Array[32], Gen.Byte.Array[65], Gen.Byte.Array[31]).Sample((text, garbage, tail) =>
        {
            var digest = new Hash256(text);
            garbage[32] &= 0x7f;
            garbage[64] = (byte)(27 + garbage[64] % 2);
            var random = new Signature(garbage);
            var nativeOk = Subject.TryRecover(digest, random, out var native);
            var managedOk = Secp256k1.Managed.TryRecover(digest, random, out var managed);
            Assert.Equal((nativeOk, native), (managedOk, managed));

            byte[] secret = [0x70, .. tail];
            using var key = PrivateKey.FromBytes(secret);
            Assert.Equal(Secp256k1.Managed.AddressFor(key), Subject.AddressFor(key));
            Assert.Equal(Secp256k1.Managed.Sign(digest, key), Subject.Sign(digest, key));
        }, iter: 60);

    [Fact]
    public void Recovering_and_signing_allocate_nothing()
    {
        using var key = PrivateKey.Parse("0x" + new string('2', 64));
        var signature = key.Sign(Keccak256.OfEmpty);
        Assert.Equal(0, Allocation.Of(() => Subject.TryRecover(Keccak256.OfEmpty, signature, out _)));
        Assert.Equal(0, Allocation.Of(() => Subject.Sign(Keccak256.OfEmpty, key)));
    }

    [Fact]
    public async Task Threads_share_it_without_disturbing_each_other()
    {
        using var key = PrivateKey.Parse("0x" + new string('3', 64));
        var cancellation = TestContext.Current.CancellationToken;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Run(() =>
        {
            for (var i = 0; i < 200; i++)
            {
                var digest = Keccak256.Hash([(byte)worker, (byte)i]);
                Assert.True(Subject.TryRecover(digest, Subject.Sign(digest, key), out var signer));
                Assert.Equal(key.Address, signer);
            }
        }, cancellation)));
    }
}
