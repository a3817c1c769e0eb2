using System.Text;
using SharedSequencer.Launcher.Traffic;
using SharedSequencer.Primitives;

namespace SharedSequencer.Launcher.Bench;

/// <summary>
/// The bodies of the requests of one round, per connection and in order, ready to send: nothing is signed or
/// serialised while the clock runs. A sender belongs to one connection, so its nonces arrive in order.
/// </summary>
internal sealed class Load
{
    private Load(LoadShape shape, byte[][][] bodies, Hash256[][] hashes)
    {
        Shape = shape;
        Bodies = bodies;
        Hashes = hashes;
    }

    public LoadShape Shape { get; }

    /// <summary>By connection, then by request.</summary>
    public byte[][][] Bodies { get; }

    /// <summary>The hashes of the transactions, by connection, in the order of sending.</summary>
    public Hash256[][] Hashes { get; }

    /// <summary>Signs the next transactions of the senders.</summary>
    public static Load Sign(LoadShape shape, FundedSender[] senders)
    {
        var perConnection = shape.Transactions / shape.Connections;
        var bodies = new byte[shape.Connections][][];
        var hashes = new Hash256[shape.Connections][];
        Parallel.For(0, shape.Connections, connection =>
        {
            var own = senders.Where((_, index) => index % shape.Connections == connection).ToArray();
            var signed = Enumerable.Range(0, perConnection).Select(i => own[i % own.Length].Transfer()).ToArray();
            bodies[connection] = [.. signed.Chunk(shape.BatchSize).Select(Body)];
            hashes[connection] = [.. signed.Select(transaction => transaction.Hash)];
        });
        return new Load(shape, bodies, hashes);
    }

    private static byte[] Body(SignedTransaction[] transactions)
    {
        var calls = transactions.Select((transaction, id) => Call(id, Hex.Encode(transaction.Raw.Span)));
        var text = transactions.Length == 1 ? calls.Single() : $"[{string.Join(',', calls)}]";
        return Encoding.ASCII.GetBytes(text);
    }

    internal static string Call(int id, string raw) =>
        $$"""{"jsonrpc":"2.0","id":{{id}},"method":"eth_sendRawTransaction","params":["{{raw}}"]}""";
}
