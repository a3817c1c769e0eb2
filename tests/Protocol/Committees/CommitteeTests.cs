using CsCheck;
using SharedSequencer.Testing;

namespace SharedSequencer.Protocol.Tests.Committees;

public sealed class CommitteeTests
{
    [Theory]
    [InlineData(1, 1, 0)]
    [InlineData(2, 2, 0)]
    [InlineData(3, 3, 0)]
    [InlineData(4, 3, 1)]
    [InlineData(6, 5, 1)]
    [InlineData(7, 5, 2)]
    [InlineData(10, 7, 3)]
    [InlineData(100, 67, 33)]
    public void Quorum_and_faults_of_equal_weights(int members, ulong quorum, ulong faulty)
    {
        var committee = Of([.. Enumerable.Repeat(1UL, members)]);

        Assert.Equal(quorum, committee.Quorum);
        Assert.Equal(faulty, committee.MaxFaulty);
    }

    [Fact]
    public void Two_quorums_share_more_weight_than_may_be_faulty_and_honest_weight_is_a_quorum()
    {
        Gen.ULong[1, 50].Array[1, 12].Sample(weights =>
        {
            var committee = Of(weights);
            var shared = (2 * committee.Quorum) - committee.TotalWeight;

            return shared > committee.MaxFaulty
                && committee.TotalWeight - committee.MaxFaulty >= committee.Quorum
                && 3 * committee.MaxFaulty < committee.TotalWeight;
        });
    }

    [Fact]
    public void Everybody_leads_as_often_as_it_weighs()
    {
        Gen.ULong[1, 9].Array[1, 8].Sample(weights =>
        {
            var committee = Of(weights);
            var turns = new ulong[weights.Length];
            for (var view = 0UL; view < committee.TotalWeight * 3; view++)
            {
                turns[committee.Leader(new View(view)).Value]++;
            }

            return turns.Select((led, index) => led == weights[index] * 3).All(right => right);
        });
    }

    [Fact]
    public void A_committee_has_distinct_members_that_weigh_something()
    {
        var member = new Validator(TestNetwork.Key("a").Address, 1);

        Assert.Throws<ArgumentException>(() => new Committee(default, []));
        Assert.Throws<ArgumentException>(() => new Committee(default, [member, member]));
        Assert.Throws<ArgumentException>(() => new Committee(default, [member with { Weight = 0 }]));
        Assert.Throws<OverflowException>(() => new Committee(default, [member with { Weight = ulong.MaxValue }]));
    }

    private static Committee Of(ulong[] weights) => new(
        default, [.. weights.Select((weight, i) => new Validator(TestNetwork.Key($"member {i}").Address, weight))]);
}
