using SharedSequencer.Testing;

namespace SharedSequencer.Protocol.Tests.Consensus;

public sealed class BatchPoolTests
{
    private static readonly TestNetwork Network = new(1, 2, 3);

    private readonly BatchStream _stream = new(Network.Genesis.NetworkId, Network.IngressKey);

    [Fact]
    public void An_ingress_has_room_for_so_much_in_a_lane_and_for_so_much_in_all_lanes_together()
    {
        var size = SizeOfLater();
        var pool = new BatchPool(mostLaneBytes: 2 * size, mostIngressBytes: 3 * size);
        Fill(pool, 1);
        Fill(pool, 1);
        Assert.False(pool.HasRoom(Next(1)));
        Fill(pool, 2);

        Assert.False(pool.HasRoom(Next(2)));
        Assert.False(pool.HasRoom(Next(3)));
        var other = new BatchStream(Network.Genesis.NetworkId, TestNetwork.Key("another ingress"));
        Assert.True(pool.HasRoom(other.Next(new Lane(3), Network.Genesis.Time, [new byte[] { 1 }])));
    }

    [Fact]
    public void What_has_expired_makes_room_again()
    {
        var size = SizeOfLater();
        var pool = new BatchPool(mostLaneBytes: size, mostIngressBytes: size);
        Fill(pool, 1);
        var late = new TestChain(Network).Advance(ProtocolDefaults.BatchLifetime + TimeSpan.FromSeconds(1)).Core.Final;

        pool.Settle(late, []);

        Assert.True(pool.HasRoom(Next(2)));
    }

    /// <summary>The first of a lane is a little smaller than those after it.</summary>
    private int SizeOfLater()
    {
        Next(1);
        return Next(1).Size;
    }

    private void Fill(BatchPool pool, ulong lane)
    {
        var batch = Next(lane);
        Assert.True(pool.HasRoom(batch));
        pool.Add(new PooledBatch(batch, null));
    }

    private Batch Next(ulong lane) => _stream.Next(new Lane(lane), Network.Genesis.Time, [new byte[] { 1 }]);
}
