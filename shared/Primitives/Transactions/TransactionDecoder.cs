using System.Diagnostics.CodeAnalysis;

namespace SharedSequencer.Primitives;

/// <summary>Decodes signed transactions into objects. Hot paths use <see cref="TransactionView"/>, which
/// accepts exactly the same bytes.</summary>
public static class TransactionDecoder
{
    /// <summary>Decodes a signed transaction of at most <see cref="TransactionView.DefaultMaxBytes"/>
    /// bytes.</summary>
    public static bool TryDecode(
        ReadOnlyMemory<byte> raw,
        [NotNullWhen(true)] out Transaction? transaction,
        out TransactionError error) =>
        TryDecode(raw, TransactionView.DefaultMaxBytes, out transaction, out error);

    /// <summary>Decodes a signed transaction of at most <paramref name="maxBytes"/> bytes.</summary>
    /// <param name="raw">The bytes; the transaction keeps pointing to them.</param>
    /// <param name="maxBytes">Bound on the length.</param>
    /// <param name="transaction">The transaction, when accepted.</param>
    /// <param name="error">Why it was refused.</param>
    /// <returns>False for anything unacceptable; never an exception.</returns>
    public static bool TryDecode(
        ReadOnlyMemory<byte> raw,
        int maxBytes,
        [NotNullWhen(true)] out Transaction? transaction,
        out TransactionError error)
    {
        transaction = TransactionView.TryDecode(raw.Span, maxBytes, out var view, out error)
            ? new Transaction(raw, view)
            : null;
        return transaction is not null;
    }
}
