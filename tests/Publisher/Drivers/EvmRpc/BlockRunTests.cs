using CsCheck;
using SharedSequencer.Messages;
using SharedSequencer.Primitives;
using SharedSequencer.Publisher.Drivers.EvmRpc;

namespace SharedSequencer.Publisher.Tests.Drivers.EvmRpc;

/// <summary>
/// The decisions against a model of a node: a pool that queues nonce gaps, refuses what cannot pay, seals what is
/// ready in order of arrival, and leaves out what it can no longer execute.
/// </summary>
public sealed class BlockRunTests
{
    private static readonly IReadOnlyDictionary<Address, ulong> Unknown = new Dictionary<Address, ulong>();

    private static readonly Gen<Item> GenItem = Gen.Select(
        Gen.Int[0, 3], Gen.ULong[0, 4], Gen.Int[0, 9], Gen.ULong[1, 4],
        (sender, nonce, luck, gas) => new Item(sender, nonce, luck, gas));

    [Fact]
    public void Every_transaction_gets_one_outcome_and_the_executed_ones_stand_in_order() =>
        Gen.Select(GenItem.Array[0, 40], Gen.Int[1, 8], Gen.Int[0, 4]).Sample((items, batchSize, knownSenders) =>
        {
            var transactions = items.Select(ToTransaction).ToList();
            var node = new ModelNode(items);
            var known = items.Where(item => item.Sender < knownSenders).DistinctBy(item => item.Sender);

            var outcomes = Run(transactions, node, batchSize, known.ToDictionary(item => item.Address, _ => 0UL));

            Assert.Equal(transactions.Select(t => t.Hash.ToString()), outcomes.Select(outcome => outcome.Hash));
            var executed = outcomes.Where(outcome => outcome.Outcome != ExecutionOutcome.Skipped);
            Assert.Equal(node.Chain.Select(hash => hash.ToString()), executed.Select(outcome => outcome.Hash));
            Assert.Empty(node.Pool);
        });

    [Fact]
    public void The_outcomes_do_not_depend_on_how_many_are_sent_at_once() =>
        Gen.Select(GenItem.Array[0, 40], Gen.Int[2, 9]).Sample((items, batchSize) =>
        {
            var transactions = items.Select(ToTransaction).ToList();

            var oneByOne = Run(transactions, new ModelNode(items), 1);
            var batched = Run(transactions, new ModelNode(items), batchSize);

            Assert.Equal(oneByOne.Select(o => (o.Hash, o.Outcome)), batched.Select(o => (o.Hash, o.Outcome)));
        });

    [Fact]
    public void What_one_sender_gets_refused_never_skips_another_sender() =>
        GenItem.Array[0, 40].Sample(items =>
        {
            var alone = items.Where(item => item.Sender == 0).ToArray();

            var together = Run([.. items.Select(ToTransaction)], new ModelNode(items), 5);
            var single = Run([.. alone.Select(ToTransaction)], new ModelNode(alone), 5);

            var mine = alone.Select(item => ToTransaction(item).Hash.ToString()).ToHashSet();
            Assert.Equal(
                single.Select(o => (o.Hash, o.Outcome)),
                together.Where(o => mine.Contains(o.Hash)).Select(o => (o.Hash, o.Outcome)));
        });

    [Fact]
    public void A_sealed_block_in_another_order_fails_the_run()
    {
        var transactions = new[] { new Item(0, 0, 0, 1), new Item(1, 0, 0, 1) }.Select(ToTransaction).ToList();
        var run = new BlockRun(transactions, new BlockRunLimits(8, false, ModelNode.BlockGas), Unknown);
        var ask = Assert.IsType<RunStep.LearnNonces>(run.Next());
        run.NoncesLearned(ask.Senders, [.. ask.Senders.Select(_ => 0UL)]);
        Assert.IsType<RunStep.SendAndSeal>(run.Next());
        run.Sent([SendAnswer.Taken, SendAnswer.Taken]);

        run.Sealed([transactions[1].Hash, transactions[0].Hash], [true, true]);

        Assert.IsType<RunStep.Failed>(run.Next());
    }

    [Fact]
    public void A_block_that_fits_one_request_is_one_request_when_the_nonces_are_known() =>
        Gen.Int[1, 7].Sample(count =>
        {
            var items = Enumerable.Range(0, count).Select(i => new Item(i, 0, luck: 9, gas: 1)).ToArray();
            var transactions = items.Select(ToTransaction).ToList();
            var known = items.ToDictionary(item => item.Address, _ => 0UL);
            var run = new BlockRun(transactions, new BlockRunLimits(8, false, ModelNode.BlockGas), known);

            var step = Assert.IsType<RunStep.SendAndSeal>(run.Next());

            Assert.Equal(transactions, step.Transactions);
            run.Sent([.. transactions.Select(_ => SendAnswer.Taken)]);
            Assert.Equal(count, run.Expected);
            run.Sealed([.. transactions.Select(t => t.Hash)], [.. transactions.Select(_ => true)]);
            Assert.IsType<RunStep.Finished>(run.Next());
        });

    [Fact]
    public void What_was_refused_last_beside_the_sealing_is_in_doubt_and_apart_from_it_is_not() =>
        Gen.Bool.Sample(apart =>
        {
            var items = Enumerable.Range(0, 4).Select(i => new Item(i, 0, luck: 9, gas: 1)).ToArray();
            var transactions = items.Select(ToTransaction).ToList();
            var known = items.ToDictionary(item => item.Address, _ => 0UL);
            var run = new BlockRun(transactions, new BlockRunLimits(8, apart, ModelNode.BlockGas), known);
            run.Next();

            var refused = new SendAnswer("max fee per gas less than block base fee");
            run.Sent([SendAnswer.Taken, refused, SendAnswer.Taken, refused]);

            Assert.Equal(apart ? [] : [transactions[3].Hash], run.Doubtful);
        });

    [Fact]
    public void A_full_request_leaves_the_sealing_to_the_next_one() =>
        Gen.Int[1, 8].Sample(size =>
        {
            var items = Enumerable.Range(0, size).Select(i => new Item(i, 0, luck: 9, gas: 1)).ToArray();
            var known = items.ToDictionary(item => item.Address, _ => 0UL);
            var run = new BlockRun([.. items.Select(ToTransaction)], new BlockRunLimits(size, false, ModelNode.BlockGas), known);

            Assert.IsType<RunStep.Send>(run.Next());
            run.Sent([.. items.Select(_ => SendAnswer.Taken)]);

            Assert.IsType<RunStep.Seal>(run.Next());
        });

    private static IReadOnlyList<ExecutedTransaction> Run(
        IReadOnlyList<OrderedTransaction> transactions,
        ModelNode node,
        int batchSize,
        IReadOnlyDictionary<Address, ulong>? known = null)
    {
        var run = new BlockRun(transactions, new BlockRunLimits(batchSize, false, ModelNode.BlockGas), known ?? Unknown);
        while (true)
        {
            switch (run.Next())
            {
                case RunStep.LearnNonces(var senders):
                    run.NoncesLearned(senders, [.. senders.Select(node.NonceOf)]);
                    break;
                case RunStep.Send(var batch):
                    run.Sent([.. batch.Select(node.Send)]);
                    break;
                case RunStep.SendAndSeal(var batch):
                    run.Sent([.. batch.Select(node.Send)]);
                    Seal();
                    break;
                case RunStep.Seal:
                    Seal();
                    break;
                case RunStep.DropPool:
                    node.Pool.Clear();
                    run.PoolDropped();
                    break;
                case RunStep.Failed(var reason):
                    throw new InvalidOperationException(reason);
                default:
                    return run.Outcomes;
            }
        }

        void Seal()
        {
            var hashes = node.Seal();
            run.Sealed(hashes, [.. hashes.Select(_ => true)]);
        }
    }

    private static OrderedTransaction ToTransaction(Item item) =>
        new(item.Hash, item.Address, item.Nonce, item.Gas, item.IsDelegation, default, item.IsFlawed ? "flaw" : null);

    /// <summary>A drawn transaction; <paramref name="Luck"/> says what a node makes of it.</summary>
    private sealed class Item(int sender, ulong nonce, int luck, ulong gas)
    {
        public Hash256 Hash { get; } = Keccak256.Hash(Guid.NewGuid().ToByteArray());

        public int Sender => sender;

        public ulong Nonce => nonce;

        public ulong Gas => gas;

        public Address Address => new(Enumerable.Repeat((byte)(sender + 1), Address.Size).ToArray());

        public bool IsRefused => luck == 0;

        public bool IsDelegation => luck == 1;

        public bool IsFlawed => luck == 2;
    }

    private sealed class ModelNode(IReadOnlyList<Item> items)
    {
        public const ulong BlockGas = 10;

        private readonly Dictionary<Address, ulong> _nonces = [];

        public List<Item> Pool { get; } = [];

        public List<Hash256> Chain { get; } = [];

        public ulong NonceOf(Address sender) => _nonces.GetValueOrDefault(sender);

        public SendAnswer Send(OrderedTransaction transaction)
        {
            var item = items.First(item => item.Hash == transaction.Hash);
            if (item.IsRefused) return new SendAnswer("refused");
            if (item.Nonce < NonceOf(item.Address)) return new SendAnswer("nonce too low");
            Pool.Add(item);
            return SendAnswer.Taken;
        }

        public List<Hash256> Seal()
        {
            var block = new List<Hash256>();
            var gas = 0UL;
            foreach (var item in Pool.ToList())
            {
                if (item.Nonce != NonceOf(item.Address)) continue;
                gas += item.Gas;
                Assert.True(gas <= BlockGas, "the driver sent more than a block takes");
                _nonces[item.Address] = item.Nonce + 1;
                block.Add(item.Hash);
                Pool.Remove(item);
            }

            Chain.AddRange(block);
            return block;
        }
    }
}
