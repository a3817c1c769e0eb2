using SharedSequencer.Ingress.Accounts;
using SharedSequencer.Ingress.Bundles;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ingress.Journal;

/// <summary>
/// What one commit writes. Filled by many, under the lock of <see cref="JournalWriter"/>; all who added something
/// wait for the same <see cref="Done"/>.
/// </summary>
internal sealed class JournalGroup(long number)
{
    private readonly TaskCompletionSource<bool> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Consecutive; tells after a broken connection whether the commit had landed.</summary>
    public long Number { get; } = number;

    public List<Entry> Entries { get; } = [];

    /// <summary>What is held when the group ends; written after <see cref="HeldGone"/> is deleted.</summary>
    public Dictionary<TransactionName, Entry> Held { get; } = [];

    /// <summary>What stopped being held at some time within the group.</summary>
    public HashSet<TransactionName> HeldGone { get; } = [];

    public List<BatchRecord> Batches { get; } = [];

    public List<BatchInclusion> Included { get; } = [];

    public List<BatchName> Expired { get; } = [];

    public List<Refusal> Refusals { get; } = [];

    public List<ExecutionRecord> Executions { get; } = [];

    public List<OrderedOperation> Operations { get; } = [];

    /// <summary>Those of <see cref="Entries"/> that bring a bundle.</summary>
    public List<Entry> Bundles { get; } = [];

    /// <summary>What the chain told about bundles.</summary>
    public List<BundleOutcome> Outcomes { get; } = [];

    /// <summary>Names that submitters gave to requests.</summary>
    public List<KeyedBundle> Keys { get; } = [];

    /// <summary>Per sender of a lane its legs that are not known to be executed, as they are when the group ends.</summary>
    public Dictionary<(Lane Lane, Address Sender), LegRun?> Legs { get; } = [];

    /// <summary>Entries whose receipt is broken.</summary>
    public List<Entry> Overdue { get; } = [];

    /// <summary>Per lane the highest position that is known to be executed.</summary>
    public Dictionary<Lane, long> ExecutionMarks { get; } = [];

    public ChainMark? Chain { get; set; }

    /// <summary>
    /// True when the group is durable. False when that takes too long to wait for; it will be durable all the same.
    /// </summary>
    public Task<bool> Done => _done.Task;

    public void Hold(Entry entry) => Held.Add(entry.Name, entry);

    /// <summary>Ends a hold that began in this group or in an earlier one.</summary>
    public void EndHold(TransactionName name)
    {
        Held.Remove(name);
        HeldGone.Add(name);
    }

    public void Add(SearchedBlock block)
    {
        Included.AddRange(block.Included);
        Refusals.AddRange(block.Refusals);
        Operations.AddRange(block.Operations);
        Outcomes.AddRange(block.Outcomes);
        Overdue.AddRange(block.Overdue);
        Chain = block.Mark;
    }

    public void Complete() => _done.TrySetResult(true);

    /// <summary>Lets those who wait go; the group itself is tried on.</summary>
    public void GiveUpWaiting() => _done.TrySetResult(false);
}
