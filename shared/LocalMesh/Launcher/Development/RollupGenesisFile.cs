using System.Text.Json.Nodes;
using SharedSequencer.Primitives;

namespace SharedSequencer.Launcher.Development;

/// <summary>The genesis file of a demo rollup, in the format of geth that anvil reads with <c>--init</c>. It holds no
/// time of its own, so a node that lost everything and is replayed has the same block hashes again.</summary>
internal static class RollupGenesisFile
{
    // One million ether each.
    private const string Balance = "0xd3c21bcecceda1000000";

    // Fixed, and the same as --timestamp in tye.yaml.
    private const string Timestamp = "0x6553f100";

    private static readonly string ZeroHash = "0x" + new string('0', 64);

    /// <summary>Builds the file.</summary>
    /// <param name="chainId">The rollup's chain id.</param>
    /// <param name="funded">Accounts that start with one million ether.</param>
    public static string Create(ulong chainId, IEnumerable<Address> funded)
    {
        var allocation = new JsonObject();
        foreach (var address in funded)
            allocation[address.ToString()] = new JsonObject { ["balance"] = Balance };
        return new JsonObject
        {
            ["config"] = new JsonObject { ["chainId"] = chainId },
            ["nonce"] = "0x0",
            ["timestamp"] = Timestamp,
            ["gasLimit"] = "0x6fc23ac00",
            ["difficulty"] = "0x0",
            ["mixHash"] = ZeroHash,
            ["coinbase"] = Address.Zero.ToString(),
            ["baseFeePerGas"] = "0x3b9aca00",
            ["extraData"] = "0x",
            ["alloc"] = allocation,
        }.ToJsonString();
    }
}
