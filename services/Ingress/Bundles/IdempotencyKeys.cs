using SharedSequencer.Ingress.Journal;
using SharedSequencer.Primitives;

namespace SharedSequencer.Ingress.Bundles;

/// <summary>
/// A key stands for the first bundle that its submitter sent with it. Those of requests under way are in memory, so that of
/// two at once only one wins; the rest is in the journal. A claim lasts as long as anybody holds it: a request until it is
/// answered, and the journal until the key is durable, which may be after the request gave up.
/// </summary>
internal sealed class IdempotencyKeys(BundleReader reader, JournalWriter journal)
{
    private const int LongestKey = 128;

    private readonly Lock _gate = new();
    private readonly Dictionary<IdempotencyKey, (Hash256 Bundle, int Holders)> _claims = [];

    public static bool IsWellFormed(string key) =>
        key.Length is > 0 and <= LongestKey && key.All(static letter => letter is > ' ' and < '\x7f');

    /// <summary>False when the key stands for another bundle. What was claimed is to be released.</summary>
    public async ValueTask<bool> TryClaimAsync(KeyedBundle? keyed, CancellationToken cancellationToken)
    {
        if (keyed is not { } claimed) return true;
        if (!TryHold(claimed)) return false;
        var isOurs = false;
        try
        {
            isOurs = await reader.FindKeyAsync(claimed.Key, cancellationToken) is not { } known || known == claimed.Bundle;
            return isOurs;
        }
        finally
        {
            if (!isOurs) Release(claimed);
        }
    }

    public void Release(KeyedBundle? keyed)
    {
        if (keyed is not { Key: var key }) return;
        lock (_gate)
        {
            var (bundle, holders) = _claims[key];
            if (holders > 1) _claims[key] = (bundle, holders - 1);
            else _claims.Remove(key);
        }
    }

    /// <summary>Holds what is claimed for the journal as well, which lets go when it is durable.</summary>
    public void HoldForJournal(KeyedBundle? keyed)
    {
        if (keyed is { } claimed && !TryHold(claimed))
            throw new InvalidOperationException("a key goes to the journal that was not claimed");
    }

    /// <summary>
    /// Writes a key that no new entry carries. True once it is durable; false when that takes too long to wait for.
    /// </summary>
    public Task<bool> KeepAsync(KeyedBundle? keyed, CancellationToken cancellationToken)
    {
        if (keyed is not { } claimed) return Task.FromResult(true);
        HoldForJournal(claimed);
        return journal.Append(claimed, static (group, one) => group.Keys.Add(one)).WaitAsync(cancellationToken);
    }

    /// <summary>A group is durable.</summary>
    public void Tell(JournalGroup group)
    {
        foreach (var keyed in group.Keys) Release(keyed);
    }

    private bool TryHold(KeyedBundle keyed)
    {
        lock (_gate)
        {
            var (bundle, holders) = _claims.GetValueOrDefault(keyed.Key, (keyed.Bundle, 0));
            if (bundle != keyed.Bundle) return false;
            _claims[keyed.Key] = (bundle, holders + 1);
            return true;
        }
    }
}
