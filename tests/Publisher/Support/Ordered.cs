using SharedSequencer.Primitives;
using SharedSequencer.Publisher.Drivers.EvmRpc;

namespace SharedSequencer.Publisher.Tests.Support;

/// <summary>Makes blocks for the driver without a chain around them.</summary>
internal static class Ordered
{
    public static OrderedBlock Block(ulong number, ulong timestamp, params IEnumerable<byte[]> raw) =>
        new(number, timestamp, [.. raw.Select(Transaction)]);

    public static OrderedTransaction Transaction(byte[] raw)
    {
        Assert.True(TransactionView.TryDecode(raw, out var view, out _));
        Assert.True(view.TryRecoverSender(out var sender));
        return new OrderedTransaction(
            view.ComputeHash(), sender, view.Nonce, view.GasLimit, view.Type == TransactionType.SetCode, raw);
    }
}
