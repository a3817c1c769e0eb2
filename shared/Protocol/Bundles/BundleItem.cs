namespace SharedSequencer.Protocol;

/// <summary>
/// What a batch of kind <see cref="BatchKind.Bundle"/> holds, each judged on its own (R20–R23). Encoding: RLP [tag,
/// content…], see <see cref="BundleItemCodec"/>.
/// </summary>
public abstract record BundleItem
{
    private BundleItem()
    {
    }

    /// <summary>A bundle to be included.</summary>
    /// <param name="Bundle">The bundle.</param>
    /// <param name="Attestations">Precondition mode: one per leg that has preconditions, by ascending leg; else none.</param>
    public sealed record Submit(Bundle Bundle, IReadOnlyList<Attestation> Attestations) : BundleItem;

    /// <summary>A submitter takes bundles back.</summary>
    /// <param name="Order">What is cancelled.</param>
    public sealed record Cancel(BundleCancel Order) : BundleItem;

    /// <summary>A reporter tells how a leg went.</summary>
    /// <param name="Outcome">The report.</param>
    public sealed record Report(OutcomeReport Outcome) : BundleItem;

    /// <summary>
    /// Anybody asks for the Abort of terms whose time has passed without their bundle: else the funds of a prepare
    /// that was sent alone would depend on the submitter.
    /// </summary>
    /// <param name="Terms">The terms, of execution mode.</param>
    public sealed record Expire(BundleTerms Terms) : BundleItem;

    /// <summary>The canonical encoding.</summary>
    public byte[] Encode() => BundleItemCodec.Encode(this);

    /// <summary>Decodes <see cref="Encode"/>; checks everything but signatures and what depends on the chain.</summary>
    /// <param name="encoded">Kept by reference; must not change afterwards.</param>
    /// <param name="item">The item, when the bytes are one.</param>
    /// <param name="error">Why they are none.</param>
    public static bool TryDecode(
        ReadOnlyMemory<byte> encoded, [NotNullWhen(true)] out BundleItem? item, out BundleError error) =>
        BundleItemCodec.TryDecode(encoded, out item, out error);
}
