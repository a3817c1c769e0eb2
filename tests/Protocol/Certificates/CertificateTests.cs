using SharedSequencer.Primitives;
using SharedSequencer.Testing;

namespace SharedSequencer.Protocol.Tests.Certificates;

public sealed class CertificateTests
{
    private static readonly TestNetwork Network = new(1);
    private static readonly NetworkId Id = Network.Genesis.NetworkId;
    private static readonly Batch Batch = new BatchStream(Id, Network.IngressKey)
        .Next(new Lane(1), new ChainTime(5), [new byte[] { 1 }]);

    [Theory]
    [InlineData("1", "50", 50)]
    [InlineData("1 1 1 1", "10 20 30 40", 20)]
    [InlineData("1 1 1", "30 10 20", 20)]
    [InlineData("5 1 1 1", "40 10 20 30", 40)]
    [InlineData("1 1 1 5", "10 20 30 0", 0)]
    [InlineData("2 2 2 2", "7 7 7 99", 7)]
    public void Its_time_is_the_lower_weighted_median_of_the_arrivals(string weights, string arrivals, ulong median)
    {
        var committee = CommitteeOf([.. weights.Split(' ').Select(ulong.Parse)]);
        ulong[] times = [.. arrivals.Split(' ').Select(ulong.Parse)];

        Assert.Equal(new ChainTime(median), Certify(committee, times).Time(committee));
    }

    [Fact]
    public void A_quorum_of_right_signatures_makes_a_certificate()
    {
        var committee = CommitteeOf(1, 1, 1, 1);
        var whole = Certify(committee, 10, 20, 30);

        Assert.True(whole.IsValid(committee, Id));
        Assert.False((whole with { Entries = [.. whole.Entries.Take(2)] }).IsValid(committee, Id));
    }

    [Fact]
    public void Members_count_once_in_order_and_only_for_what_they_signed()
    {
        var committee = CommitteeOf(1, 1, 1, 1);
        var whole = Certify(committee, 10, 20, 30);
        var entries = whole.Entries;

        Assert.False((whole with { Entries = [entries[0], entries[0], entries[1]] }).IsValid(committee, Id));
        Assert.False((whole with { Entries = [entries[1], entries[0], entries[2]] }).IsValid(committee, Id));
        Assert.False((whole with { Entries = [entries[0], entries[1], entries[2] with { Arrival = new ChainTime(31) }] })
            .IsValid(committee, Id));
        Assert.False((whole with { Size = whole.Size + 1 }).IsValid(committee, Id));
        Assert.False((whole with { Entries = [.. entries.Take(2), entries[2] with { Validator = new ValidatorIndex(9) }] })
            .IsValid(committee, Id));
        Assert.False(whole.IsValid(committee, new NetworkId(Keccak256.Hash([7]))));
    }

    private static Committee CommitteeOf(params ulong[] weights) => new(
        default, [.. weights.Select((weight, i) => new Validator(TestNetwork.Key($"member {i}").Address, weight))]);

    private static Certificate Certify(Committee committee, params ulong[] arrivals) => new()
    {
        Batch = Batch.Header,
        Size = (uint)Batch.Size,
        Entries = [.. arrivals.Select((arrival, i) =>
        {
            var signer = new ValidatorSigner(committee.Epoch, new ValidatorIndex((ushort)i), TestNetwork.Key($"member {i}"));
            var own = Acknowledgement.Sign(Batch, Id, signer, new ChainTime(arrival));
            return new CertificateEntry(own.Validator, own.Arrival, own.Signature);
        })],
    };
}
