using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Publisher.Drivers.EvmRpc;

/// <summary>Makes of an archived rollup block what the driver needs: senders recovered, nonces and gas read.</summary>
internal static class OrderedBlockReader
{
    private const int WorthAllCores = 64;

    public static OrderedBlock Read(RollupBlock block)
    {
        var transactions = new OrderedTransaction[block.Transactions.Count];
        void ReadOne(int i) => transactions[i] = Read(block.TransactionHashes[i], block.Transactions[i]);
        if (transactions.Length < WorthAllCores)
            for (var i = 0; i < transactions.Length; i++) ReadOne(i);
        else
            Parallel.For(0, transactions.Length, ReadOne);

        return new OrderedBlock(block.Header.Number, block.Header.Timestamp.Milliseconds / 1000, transactions);
    }

    private static OrderedTransaction Read(Hash256 hash, ReadOnlyMemory<byte> raw)
    {
        if (!TransactionView.TryDecode(raw.Span, out var view, out var error))
            return new OrderedTransaction(hash, default, 0, 0, false, raw, $"not decodable: {error}");
        if (!view.TryRecoverSender(out var sender))
            return new OrderedTransaction(hash, default, 0, 0, false, raw, "the signature gives no sender");
        return new OrderedTransaction(
            hash, sender, view.Nonce, view.GasLimit, view.Type == TransactionType.SetCode, raw);
    }
}
