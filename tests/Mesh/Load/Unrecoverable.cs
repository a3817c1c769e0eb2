using SharedSequencer.Primitives;

namespace SharedSequencer.Mesh.Tests.Load;

/// <summary>Transactions that decode and whose signature is that of no key: only recovery can tell.</summary>
internal static class Unrecoverable
{
    /// <summary>Makes one.</summary>
    public static byte[] Transaction(ulong chainId, ulong nonce)
    {
        for (var r = 1UL; ; r++)
        {
            var raw = Encode(chainId, nonce, r);
            Assert.True(TransactionView.TryDecode(raw, out var view, out _));
            if (!view.TryRecoverSender(out _))
                return raw;
        }
    }

    private static byte[] Encode(ulong chainId, ulong nonce, ulong r)
    {
        var writer = new RlpWriter();
        writer.WriteRaw([(byte)TransactionType.DynamicFee]);
        writer.BeginList();
        writer.Write(chainId);
        writer.Write(nonce);
        writer.Write(1_000_000_000UL);
        writer.Write(10_000_000_000UL);
        writer.Write(21_000UL);
        writer.Write(Address.Zero);
        writer.Write(1UL);
        writer.Write(ReadOnlySpan<byte>.Empty);
        writer.BeginList();
        writer.EndList();
        writer.Write(0UL);
        writer.Write(r);
        writer.Write(1UL);
        writer.EndList();
        return writer.ToArray();
    }
}
