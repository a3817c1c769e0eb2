using SharedSequencer.Primitives;
using SharedSequencer.Testing;

namespace SharedSequencer.Protocol.Tests.Bundles;

public sealed class BundleItemTests
{
    private static readonly NetworkId Network = new(Keccak256.Hash([1]));
    private static readonly ChainTime NotAfter = new(1_700_000_060_000);
    private static readonly TestBundles Bundles = new(Network, new RollupId(1), new RollupId(2));
    private static readonly Bundle Demanding = Bundles.Of(Bundles.Terms(BundleMode.Precondition, NotAfter, "one"));
    private static readonly Bundle Executing = Bundles.Of(Bundles.Terms(BundleMode.Execution, NotAfter, "one"));

    public static TheoryData<string> Items => [.. Samples().Keys];

    [Theory]
    [MemberData(nameof(Items))]
    public void An_item_survives_its_encoding(string name)
    {
        var encoded = Samples()[name].Encode();

        Assert.True(BundleItem.TryDecode(encoded, out var decoded, out var error), error.ToString());
        Assert.Equal(BundleError.None, error);
        Assert.Equal(encoded, decoded.Encode());
        Assert.Equal(Samples()[name].GetType(), decoded.GetType());
    }

    [Theory]
    [MemberData(nameof(Items))]
    public void An_item_with_a_byte_more_or_less_is_none(string name)
    {
        var encoded = Samples()[name].Encode();

        Assert.False(BundleItem.TryDecode(encoded.AsMemory(0, encoded.Length - 1), out _, out _));
        Assert.False(BundleItem.TryDecode(new byte[][] { encoded, [0x80] }.SelectMany(part => part).ToArray(), out _, out var error));
        Assert.Equal(BundleError.Malformed, error);
    }

    [Fact]
    public void An_item_beyond_the_limit_is_refused_unread()
    {
        Assert.False(BundleItem.TryDecode(new byte[ProtocolDefaults.MaxBundleItemBytes + 1], out _, out var error));
        Assert.Equal(BundleError.TooLarge, error);
    }

    [Fact]
    public void Attestations_come_by_ascending_leg_each_once_and_in_precondition_mode_only()
    {
        var first = Bundles.Attest(Demanding, 0, 1, default);
        var second = Bundles.Attest(Demanding, 1, 1, default);

        Assert.Equal(BundleError.Attestations, Refused(Demanding, second, first));
        Assert.Equal(BundleError.Attestations, Refused(Demanding, first, first));
        Assert.Equal(BundleError.Attestations, Refused(Demanding, first, second with { Leg = 2 }));
        Assert.Equal(BundleError.Malformed, Refused(Demanding, first, second with { Leg = 16 }));
        Assert.Equal(BundleError.Attestations, Refused(Executing, first));
    }

    [Fact]
    public void A_cancel_names_exactly_one_thing()
    {
        var cancel = Bundles.Cancel(Executing.Id, NotAfter);
        var versions = Bundles.Cancel(Keccak256.Hash([9]), 3, NotAfter);

        Assert.Equal(BundleError.CancelSubject, Refused(cancel with { Bundle = default }));
        Assert.Equal(BundleError.CancelSubject, Refused(cancel with { Replacement = versions.Replacement, Version = 1 }));
        Assert.Equal(BundleError.CancelSubject, Refused(cancel with { Version = 1 }));
        Assert.Equal(BundleError.CancelSubject, Refused(versions with { Version = 0 }));
    }

    [Fact]
    public void What_is_wrong_with_the_terms_is_told_of_the_item_too()
    {
        var lonely = Executing.Terms with { Legs = [Executing.Terms.Legs[0]] };

        Assert.False(BundleItem.TryDecode(new BundleItem.Expire(lonely).Encode(), out _, out var error));
        Assert.Equal(BundleError.LegCount, error);
        Assert.Equal(BundleError.LegCount, Refused(Executing with { Terms = lonely }));
    }

    [Fact]
    public void Everything_signed_is_bound_to_its_key_and_content()
    {
        var stranger = TestNetwork.Key("stranger");
        var reporter = TestBundles.ReporterOf(new RollupId(1)).Address;
        var attestation = Bundles.Attest(Demanding, 0, 1, default);
        var report = Bundles.Report(Executing, 0, Keccak256.Hash([4]), success: true);
        var cancel = Bundles.Cancel(Executing.Id, NotAfter);

        Assert.True(attestation.IsSignedBy(reporter) && report.IsSignedBy(reporter) && cancel.HasValidSignature());
        Assert.False(attestation.SignedBy(stranger).IsSignedBy(reporter));
        Assert.False((attestation with { Number = 2 }).IsSignedBy(reporter));
        Assert.False((report with { Success = false }).IsSignedBy(reporter));
        Assert.False((cancel with { NotAfter = default }).HasValidSignature());
    }

    private static Dictionary<string, BundleItem> Samples() => new()
    {
        ["inclusion"] = new BundleItem.Submit(Bundles.Of(Bundles.Terms(BundleMode.Inclusion, NotAfter, "two")), []),
        ["precondition"] = new BundleItem.Submit(
            Demanding, [Bundles.Attest(Demanding, 0, 1, default), Bundles.Attest(Demanding, 1, ulong.MaxValue, default)]),
        ["execution"] = new BundleItem.Submit(Executing, []),
        ["cancel of a bundle"] = new BundleItem.Cancel(Bundles.Cancel(Executing.Id, NotAfter)),
        ["cancel of versions"] = new BundleItem.Cancel(Bundles.Cancel(Keccak256.Hash([9]), 3, NotAfter)),
        ["success"] = new BundleItem.Report(Bundles.Report(Executing, 0, Keccak256.Hash([4]), success: true)),
        ["failure"] = new BundleItem.Report(Bundles.Report(Executing, 1, Keccak256.Hash([4]), success: false)),
        ["expire"] = new BundleItem.Expire(Executing.Terms),
    };

    private static BundleError Refused(Bundle bundle, params Attestation[] attestations)
    {
        Assert.False(BundleItem.TryDecode(new BundleItem.Submit(bundle, attestations).Encode(), out _, out var error));
        return error;
    }

    private static BundleError Refused(BundleCancel cancel)
    {
        Assert.False(BundleItem.TryDecode(new BundleItem.Cancel(cancel).Encode(), out _, out var error));
        return error;
    }
}
