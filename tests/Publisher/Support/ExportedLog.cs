using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Publisher.Tests.Support;

/// <summary>Reads an export the way somebody does who has nothing but the file and the genesis.</summary>
internal static class ExportedLog
{
    /// <summary>Verifies every block and returns the number of the last one.</summary>
    public static ulong Verify(byte[] file, Genesis genesis, RollupId rollup)
    {
        var reader = new RlpReader(file);
        Assert.True(reader.TryReadList(out var title));
        Assert.True(title.TryReadBytes(out var name));
        Assert.Equal("shared-sequencer rollup log", System.Text.Encoding.UTF8.GetString(name));
        Assert.True(title.TryReadUInt64(out var version));
        Assert.Equal(1UL, version);
        Assert.True(title.TryReadHash(out var network));
        Assert.Equal(genesis.NetworkId.Value, network);

        var follower = new RollupLogFollower(genesis, rollup, 0, Hash256.Zero);
        while (!reader.AtEnd)
        {
            Assert.True(reader.TryReadBytes(out var encoded));
            Assert.True(RollupBlockProof.TryDecode(encoded.ToArray(), out var proof));
            Assert.True(follower.TryApply(proof, out var fault), fault.ToString());
        }

        return follower.Number;
    }
}
