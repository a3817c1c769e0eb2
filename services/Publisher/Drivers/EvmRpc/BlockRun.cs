using SharedSequencer.Messages;
using SharedSequencer.Primitives;

namespace SharedSequencer.Publisher.Drivers.EvmRpc;

/// <summary>
/// Decides how one rollup block gets into a node: which transaction is sent when, which is skipped and why, and
/// when a node block is sealed. Pure: it asks for steps and is told the answers. One rollup block becomes one node
/// block. A further node block with the same timestamp continues it when its gas limits exceed the node's block
/// limit; after a transaction that changes nonces of other accounts (EIP-7702), because only a sealed block shows the
/// nonces that the next ones meet; and after a refusal whose followers the node has queued already, because they can
/// only be dropped with the whole pool.
/// </summary>
/// <param name="transactions">Those of the rollup block, in order.</param>
/// <param name="limits">Bounds.</param>
/// <param name="nonces">Nonces in the node's latest block, as far as they are known.</param>
internal sealed class BlockRun(
    IReadOnlyList<OrderedTransaction> transactions, BlockRunLimits limits, IReadOnlyDictionary<Address, ulong> nonces)
{
    private const int SendersPerQuestion = 1000;
    private const string DependsOnRefused = "an earlier transaction of the sender was refused";
    private const string LeftOutReason = "the node left it out of the block";

    private readonly ExecutedTransaction?[] _fates = new ExecutedTransaction?[transactions.Count];
    private readonly Dictionary<Address, ulong> _nonces = new(nonces);
    private readonly List<int> _batch = [];
    private readonly List<int> _part = [];
    private readonly List<Hash256> _doubtful = [];
    private int _batchBytes;
    private ulong _partGas;
    private bool _partClosed;
    /// <summary>The pool holds transactions that must never be sealed.</summary>
    private bool _strays;

    private bool _dropPool;
    private string? _failure;
    private int _sealed;
    private int _next;

    /// <summary>How many transactions the next sealed block is to hold.</summary>
    public int Expected => _part.Count;

    /// <summary>
    /// Transactions that the node took into its pool and did not seal, or refused when it may have sealed already: with another
    /// base fee than they would have met.
    /// </summary>
    public IReadOnlyList<Hash256> Doubtful => _doubtful;

    /// <summary>The outcomes in the order of the rollup block; complete once the run has finished.</summary>
    public IReadOnlyList<ExecutedTransaction> Outcomes =>
        [.. _fates.Select(fate => fate ?? throw new InvalidOperationException("The run has not finished."))];

    public RunStep Next()
    {
        if (_failure is not null) return new RunStep.Failed(_failure);
        if (_dropPool) return new RunStep.DropPool();
        if (_batch.Count > 0) throw new InvalidOperationException("The last batch is not answered.");
        return NextOfPart();
    }

    public void NoncesLearned(IReadOnlyList<Address> senders, IReadOnlyList<ulong> nonces)
    {
        for (var i = 0; i < senders.Count; i++) _nonces[senders[i]] = nonces[i];
    }

    public void Sent(IReadOnlyList<SendAnswer> answers)
    {
        var broken = new HashSet<Address>();
        if (IsSealedTogether) DoubtLastOnes(answers);
        for (var i = 0; i < _batch.Count; i++) Settle(_batch[i], answers[i].Refusal, broken);
        _batch.Clear();
        _batchBytes = 0;
    }

    public void PoolDropped() => _dropPool = false;

    /// <summary>Takes the sealed block: its transactions must be those sent, in order; some may be missing.</summary>
    public void Sealed(IReadOnlyList<Hash256> hashes, IReadOnlyList<bool> succeeded)
    {
        var place = 0;
        for (var i = 0; i < hashes.Count; i++, place++)
        {
            while (place < _part.Count && transactions[_part[place]].Hash != hashes[i]) LeaveOut(_part[place++]);
            if (place == _part.Count)
            {
                _failure = $"transaction {hashes[i]} stands at place {i} of the node's block, unsent or out of order";
                return;
            }

            Settle(_part[place], succeeded[i] ? ExecutionOutcome.Executed : ExecutionOutcome.Reverted, null);
        }

        for (; place < _part.Count; place++) LeaveOut(_part[place]);
        _sealed++;
        StartPart();
    }

    private bool HasRoom => _batch.Count < limits.BatchSize && _batchBytes < BlockRunLimits.BatchBytes;

    private RunStep NextOfPart()
    {
        while (true)
        {
            if (Advance() is { } step) return step;
            if (_batch.Count > 0) return Send([.. _batch.Select(i => transactions[i])]);
            var atEnd = _next == transactions.Count;
            if (_part.Count > 0 || (atEnd && _sealed == 0)) return new RunStep.Seal();
            if (atEnd && !_strays) return new RunStep.Finished();
            StartPart();
            if (_dropPool) return new RunStep.DropPool();
        }
    }

    /// <summary>The last ones of a block that is one node block are sealed whatever the node answers to them.</summary>
    private RunStep Send(OrderedTransaction[] batch) =>
        IsSealedTogether ? new RunStep.SendAndSeal(batch) : new RunStep.Send(batch);

    private bool IsSealedTogether =>
        !limits.SealsApart && _next == transactions.Count && _sealed == 0 && _batch.Count < limits.BatchSize;

    /// <summary>A refusal before one that was taken and is sealed came before the sealing.</summary>
    private void DoubtLastOnes(IReadOnlyList<SendAnswer> answers)
    {
        for (var i = answers.Count - 1; i >= 0 && answers[i].Refusal is not null; i--)
            _doubtful.Add(transactions[_batch[i]].Hash);
    }

    /// <summary>Fills the batch from the next transactions; answers a question if one stands in the way.</summary>
    private RunStep.LearnNonces? Advance()
    {
        while (_next < transactions.Count && !_partClosed && HasRoom)
        {
            var transaction = transactions[_next];
            if (transaction.Flaw is not null)
            {
                Settle(_next++, ExecutionOutcome.Skipped, transaction.Flaw);
                continue;
            }

            if (!_nonces.TryGetValue(transaction.Sender, out var expected))
                return _batch.Count > 0 ? null : new RunStep.LearnNonces(UnknownSenders());

            if (transaction.Nonce != expected)
            {
                // While an earlier one of the sender is on its way, its refusal could still make this one fit.
                if (_batch.Exists(i => transactions[i].Sender == transaction.Sender)) return null;
                Settle(_next++, ExecutionOutcome.Skipped, NonceReason(transaction.Nonce, expected));
            }
            else if (ExceedsPart(transaction))
            {
                _partClosed = true;
            }
            else
            {
                Append(transaction);
            }
        }

        return null;
    }

    private void Append(OrderedTransaction transaction)
    {
        _batch.Add(_next++);
        _batchBytes += transaction.Raw.Length;
        _nonces[transaction.Sender] = transaction.Nonce + 1;
        if (transaction.GasLimit <= limits.BlockGas) _partGas += transaction.GasLimit;
        _partClosed = transaction.ChangesForeignNonces;
    }

    /// <summary>One that exceeds the limit alone is sent all the same: the node says so better than we could.</summary>
    private bool ExceedsPart(OrderedTransaction transaction) =>
        _partGas > 0
        && transaction.GasLimit <= limits.BlockGas
        && transaction.GasLimit > limits.BlockGas - _partGas;

    private void Settle(int position, string? refusal, HashSet<Address> broken)
    {
        var transaction = transactions[position];
        if (refusal is not null)
        {
            if (broken.Add(transaction.Sender)) _nonces[transaction.Sender] = transaction.Nonce;
            Settle(position, ExecutionOutcome.Skipped, refusal);
        }
        else if (broken.Contains(transaction.Sender))
        {
            (_strays, _partClosed) = (true, true);
            Settle(position, ExecutionOutcome.Skipped, DependsOnRefused);
        }
        else
        {
            _part.Add(position);
        }
    }

    private void LeaveOut(int position)
    {
        _strays = true;
        _doubtful.Add(transactions[position].Hash);
        Settle(position, ExecutionOutcome.Skipped, LeftOutReason);
    }

    private void Settle(int position, ExecutionOutcome outcome, string? reason) =>
        _fates[position] = new ExecutedTransaction(transactions[position].Hash.ToString(), outcome, reason);

    private void StartPart()
    {
        _part.Clear();
        _nonces.Clear();
        _partGas = 0;
        _partClosed = false;
        (_dropPool, _strays) = (_strays, false);
    }

    private List<Address> UnknownSenders()
    {
        var unknown = new HashSet<Address>();
        for (var i = _next; i < transactions.Count && unknown.Count < SendersPerQuestion; i++)
            if (transactions[i].Flaw is null && !_nonces.ContainsKey(transactions[i].Sender)) unknown.Add(transactions[i].Sender);
        return [.. unknown];
    }

    private static string NonceReason(ulong nonce, ulong expected) => nonce < expected
        ? $"nonce too low: next nonce {expected}, transaction nonce {nonce}"
        : $"nonce gap: next nonce {expected}, transaction nonce {nonce}";
}
