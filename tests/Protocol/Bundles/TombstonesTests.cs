using SharedSequencer.Primitives;
using SharedSequencer.Testing;

namespace SharedSequencer.Protocol.Tests.Bundles;

/// <summary>How much is remembered of cancels and replacements (R21).</summary>
public sealed class TombstonesTests
{
    private static readonly ChainTime Until = new(1_000);
    private static readonly Address Newcomer = TestNetwork.Key("newcomer").Address;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Whoever_fills_all_of_one_sort_leaves_room_for_the_other_and_for_a_time_only(bool replacements)
    {
        var stones = Tombstones.None;
        foreach (var submitter in Submitters())
        {
            for (var i = 0; i < ProtocolDefaults.MaxTombstonesPerSubmitter; i++)
            {
                var key = Key(submitter, replacements, i);
                Assert.True(stones.HasRoomFor(key));
                stones = stones.With(key, default, Until).With(key, default, Until);
            }
        }

        Assert.Equal(ProtocolDefaults.MaxTombstones, stones.Entries.Count());
        Assert.False(stones.HasRoomFor(Key(Newcomer, replacements, 0)));
        Assert.True(stones.HasRoomFor(Key(Newcomer, !replacements, 0)));
        Assert.True(stones.HasRoomFor(Key(Submitters().First(), replacements, 0)));
        Assert.True(stones.WithoutThoseBefore(Until.Plus(TimeSpan.FromMilliseconds(1))).HasRoomFor(Key(Newcomer, replacements, 0)));
    }

    private static IEnumerable<Address> Submitters() =>
        Enumerable.Range(0, ProtocolDefaults.MaxTombstones / ProtocolDefaults.MaxTombstonesPerSubmitter)
            .Select(i => TestNetwork.Key($"submitter {i}").Address);

    private static TombstoneKey Key(Address submitter, bool isReplacement, int number) =>
        new(submitter, isReplacement, Keccak256.Hash(BitConverter.GetBytes(number)));
}
