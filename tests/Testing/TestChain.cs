using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Testing;

/// <summary>
/// A real chain made by the real ordering core under a clock that the test moves: what validators would hand out,
/// without a process, socket or database.
/// </summary>
public sealed class TestChain
{
    private readonly BatchStream _stream;
    private readonly List<CoreEffect> _effects = [];
    private readonly List<FinalizedBlock> _blocks = [];
    private OrderingCore _core;
    private TimeSpan _elapsed;

    /// <summary>Starts a network's chain at its genesis.</summary>
    public TestChain(TestNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        Network = network;
        _stream = new BatchStream(network.Genesis.NetworkId, network.IngressKey);
        _core = new OrderingCore(network.Signer, new RecoveredCore { Final = ChainState.AtGenesis(network.Genesis) });
        _core.Start(Now, _effects);
        Collect();
    }

    /// <summary>The network.</summary>
    public TestNetwork Network { get; }

    /// <summary>The final blocks so far, by ascending height from 1.</summary>
    public IReadOnlyList<FinalizedBlock> Blocks => _blocks;

    /// <summary>Every effect so far, in order.</summary>
    public IReadOnlyList<CoreEffect> Effects => _effects;

    /// <summary>The core, for tests that look inside.</summary>
    public OrderingCore Core => _core;

    /// <summary>The clocks.</summary>
    public Instant Now => new(Network.Genesis.Time.Plus(_elapsed), _elapsed);

    /// <summary>Registers every granted rollup, with nobody who reports.</summary>
    public TestChain Register() => Register(_ => default);

    /// <summary>Registers every granted rollup with its reporter.</summary>
    public TestChain Register(Func<RollupId, Address> reporterOf)
    {
        Submit([.. Network.Rollups.Select(rollup => Network.Operation(OperationKind.Register, rollup, 1, reporterOf(rollup)))]);
        return NextBlock();
    }

    /// <summary>Seals and submits a batch of transactions and makes the block that holds it.</summary>
    public TestChain Order(RollupId rollup, params byte[][] transactions)
    {
        Submit(rollup, transactions);
        return NextBlock();
    }

    /// <summary>Seals and submits a batch of transactions.</summary>
    public Batch Submit(RollupId rollup, params byte[][] transactions)
    {
        ArgumentNullException.ThrowIfNull(transactions);
        var batch = _stream.Next(
            Lane.Of(rollup), Now.Wall, [.. transactions.Select(bytes => (ReadOnlyMemory<byte>)bytes)]);
        Step(batch);
        return batch;
    }

    /// <summary>Seals and submits a batch of registry operations.</summary>
    public Batch Submit(params RollupOperation[] operations)
    {
        ArgumentNullException.ThrowIfNull(operations);
        var batch = _stream.Next(
            Lane.Shared, Now.Wall, [.. operations.Select(operation => (ReadOnlyMemory<byte>)operation.Encode())]);
        Step(batch);
        return batch;
    }

    /// <summary>Seals and submits a batch of what concerns bundles and makes the block that holds it.</summary>
    public TestChain Order(params BundleItem[] items)
    {
        Step(_stream.Next(Now.Wall, items));
        return NextBlock();
    }

    /// <summary>Gives a batch to the core.</summary>
    public void Step(Batch batch)
    {
        _core.Step(new CoreInput.BatchReceived(batch), Now, _effects);
        Collect();
    }

    /// <summary>Moves the clocks to where a heartbeat is due and lets the core propose.</summary>
    public TestChain NextBlock() => Advance(ProtocolDefaults.Heartbeat);

    /// <summary>Moves the clocks and fires the proposal timer.</summary>
    public TestChain Advance(TimeSpan span)
    {
        _elapsed += span;
        _core.Step(new CoreInput.TimerFired(), Now, _effects);
        Collect();
        return this;
    }

    /// <summary>Restarts the core from what its effects made durable.</summary>
    public TestChain Restart()
    {
        var final = _effects.OfType<CoreEffect.PersistFinal>().LastOrDefault();
        var state = final?.State ?? ChainState.AtGenesis(Network.Genesis);
        _core = new OrderingCore(Network.Signer, new RecoveredCore
        {
            Final = state,
            Finalization = final?.Block.Finalization,
            Votes = [.. _effects.OfType<CoreEffect.PersistVote>()
                .Select(effect => effect.Vote).Where(vote => vote.View > state.View)],
            Batches = [.. _effects.OfType<CoreEffect.PersistBatch>()
                .Where(effect => effect.Batch.Header.Sequence > state.PositionOf(IngressLane.Of(effect.Batch.Header)).Sequence)
                .Select(effect => (effect.Batch, effect.Acknowledgement))],
        });
        _core.Start(Now, _effects);
        Collect();
        return this;
    }

    private void Collect()
    {
        var known = _blocks.Count;
        _blocks.AddRange(_effects.OfType<CoreEffect.Deliver>().Skip(known).Select(effect => effect.Block));
    }
}
