using SharedSequencer.Protocol;
using SharedSequencer.Testing;

namespace SharedSequencer.Following.Tests.Restore;

public sealed class StateRestoreTests
{
    private static readonly TestNetwork Network = new(1);
    private static readonly RollupId Rollup = new(1);
    private static readonly byte[] Repeated = [1, 2, 3];

    private readonly TestChain _chain = new TestChain(Network).Register().Order(Rollup, Repeated).NextBlock();
    private readonly BlockVerifier _verifier = new(ChainState.AtGenesis(Network.Genesis));
    private readonly MemoryStore _store = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_a_stored_state_it_is_the_genesis() =>
        Assert.Equal(new Height(0), (await RestoreAsync(Network)).Height);

    [Fact]
    public async Task A_stored_state_goes_on_with_its_window()
    {
        Store();
        _chain.Order(Rollup, Repeated, [4, 5]);

        var restored = await RestoreAsync(Network);

        Assert.Equal(_verifier.State.BlockHash, restored.BlockHash);
        // What was placed before decides what this block expands to.
        Assert.True(new BlockVerifier(restored).TryTake(_chain.Blocks[^1].Encode(), out _, out var refusal), refusal?.ToString());
    }

    [Fact]
    public async Task A_state_whose_window_is_lost_refuses_the_chain_instead_of_believing_it()
    {
        Store();
        _store.Placed.Clear();
        _chain.Order(Rollup, Repeated, [4, 5]);

        Assert.False(new BlockVerifier(await RestoreAsync(Network)).TryTake(_chain.Blocks[^1].Encode(), out _, out _));
    }

    [Fact]
    public async Task A_state_of_another_network_is_refused()
    {
        Store();

        await Assert.ThrowsAsync<StateDamagedException>(() => RestoreAsync(new TestNetwork(9)));
    }

    [Fact]
    public async Task A_damaged_state_is_refused()
    {
        Store();
        _store.Snapshot = _store.Snapshot! with { Encoded = _store.Snapshot.Encoded[..^1] };

        await Assert.ThrowsAsync<StateDamagedException>(() => RestoreAsync(Network));
    }

    private Task<ChainState> RestoreAsync(TestNetwork network) =>
        new StateRestore(_store, network.Genesis).RestoreAsync(Token);

    /// <summary>Verifies the chain so far and stores the state after it.</summary>
    private void Store()
    {
        foreach (var block in _chain.Blocks)
        {
            Assert.True(_verifier.TryTake(block.Encode(), out var verified, out _));
            _store.Placed.Add((block.Header.Height, verified.Expanded.Placed()));
        }

        _store.Snapshot = StoredState.Of(_verifier.State);
    }

    private sealed class MemoryStore : IStateStore
    {
        public StoredState? Snapshot { get; set; }

        public List<(Height Height, PlacedInBlock Placed)> Placed { get; } = [];

        public Task<StoredState?> SnapshotAsync(CancellationToken cancellationToken) => Task.FromResult(Snapshot);

        public Task<IReadOnlyList<PlacedInBlock>> PlacedAsync(ChainTime from, Height upTo, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<PlacedInBlock>>(
                [.. Placed.Where(block => block.Height <= upTo && block.Placed.Timestamp >= from).Select(block => block.Placed)]);
    }
}
