using System.Collections.Concurrent;
using SharedSequencer.Ingress.Journal;
using SharedSequencer.Primitives;

namespace SharedSequencer.Ingress.Bundles;

/// <summary>
/// A key stands for the first bundle that its submitter sent with it. Those of requests under way are in memory, so that of
/// two at once only one wins; the rest is in the journal.
/// </summary>
internal sealed class IdempotencyKeys(BundleReader reader, JournalWriter journal)
{
    private const int LongestKey = 128;

    private readonly ConcurrentDictionary<IdempotencyKey, Hash256> _underWay = [];

    public static bool IsWellFormed(string key) =>
        key.Length is > 0 and <= LongestKey && key.All(static letter => letter is > ' ' and < '\x7f');

    /// <summary>False when the key stands for another bundle. What was claimed is to be released.</summary>
    public async ValueTask<bool> TryClaimAsync(IdempotencyKey? key, Hash256 bundle, CancellationToken cancellationToken)
    {
        if (key is not { } claimed) return true;
        if (_underWay.GetOrAdd(claimed, bundle) != bundle) return false;
        try
        {
            if (await reader.FindKeyAsync(claimed, cancellationToken) is not { } known || known == bundle) return true;
        }
        catch
        {
            Release(key, bundle);
            throw;
        }
        Release(key, bundle);
        return false;
    }

    public void Release(IdempotencyKey? key, Hash256 bundle)
    {
        if (key is { } claimed) _underWay.TryRemove(new(claimed, bundle));
    }

    /// <summary>True once the key is durable; false when that takes too long to wait for.</summary>
    public Task<bool> KeepAsync(IdempotencyKey key, Hash256 bundle, CancellationToken cancellationToken) => journal
        .Append(new KeyedBundle(key, bundle), static (group, keyed) => group.Keys.Add(keyed)).WaitAsync(cancellationToken);
}
