using SharedSequencer.Messages;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Bundles.Saga;

/// <summary>A row of <c>bundle_legs</c>.</summary>
internal sealed class LegRow
{
    public Guid CorrelationId { get; init; }

    public int Leg { get; init; }

    public long RollupId { get; init; }

    /// <summary>Hashes of its transactions, one after the other.</summary>
    public required byte[] Hashes { get; init; }

    /// <summary>What became of each on its rollup: an <see cref="ExecutionOutcome"/> each, 0 for unknown.</summary>
    public required byte[] Outcomes { get; set; }

    public long? Number { get; set; }

    public byte[]? RollupBlock { get; set; }

    public bool? Reported { get; set; }

    /// <summary>Whether its node told of every transaction.</summary>
    public bool IsExecuted => Array.TrueForAll(Outcomes, outcome => outcome != 0);

    public static LegRow Of(Guid saga, int leg, LegTerms terms, BundleLeg content) => new()
    {
        CorrelationId = saga,
        Leg = leg,
        RollupId = Storage.StoredNumber.Of(terms.Rollup.Value),
        Hashes = [.. content.TransactionHashes.SelectMany(hash => hash.ToArray())],
        Outcomes = new byte[content.Transactions.Count],
    };

    /// <summary>The later word on a transaction replaces the earlier one.</summary>
    public void Take(byte[] outcomes) =>
        Outcomes = [.. Outcomes.Select((known, place) => outcomes[place] == 0 ? known : outcomes[place])];

    /// <summary>What a report says of this leg's transactions, by place; null when it says nothing.</summary>
    public byte[]? Find(IReadOnlyDictionary<Hash256, ExecutionOutcome> told)
    {
        var outcomes = new byte[Outcomes.Length];
        for (var place = 0; place < outcomes.Length; place++)
        {
            var hash = new Hash256(Hashes.AsSpan(place * Hash256.Size, Hash256.Size));
            if (told.TryGetValue(hash, out var outcome)) outcomes[place] = (byte)outcome;
        }

        return Array.TrueForAll(outcomes, outcome => outcome == 0) ? null : outcomes;
    }

    public LegProgress ToProgress() => new(
        Storage.StoredNumber.Read(RollupId),
        Number is { } number ? Storage.StoredNumber.Read(number) : null,
        RollupBlock is null ? null : new Hash256(RollupBlock).ToString(),
        Reported,
        IsExecuted ? Array.TrueForAll(Outcomes, outcome => outcome == (byte)ExecutionOutcome.Executed) : null);
}
