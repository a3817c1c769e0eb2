using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using SharedSequencer.Simulation.Tests.Scenarios;
using SharedSequencer.Simulation.Tests.Scheduling;

namespace SharedSequencer.Simulation.Tests.Runs;

/// <summary>
/// The ingresses: they seal batches as planned and hand each to one or some validators, and to another one again and
/// again until it is settled. What is about bundles waits a moment for more of it.
/// </summary>
internal sealed class Load(World world)
{
    private static readonly TimeSpan FirstBatch = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan LongestGathering = TimeSpan.FromMilliseconds(60);
    private static readonly TimeSpan LongestWay = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan ShortLife = TimeSpan.FromMilliseconds(1_200);

    private readonly Chance _chance = world.ChanceFor("load");
    private readonly LoadPlan _plan = world.Scenario.Load;
    private readonly List<RollupId> _rollups = [.. world.Rollups.Take(world.Scenario.Load.Rollups)];
    private readonly Dictionary<(int Ingress, Lane Lane), Batch> _last = [];
    private readonly Dictionary<int, List<byte[]>> _gathered = [];
    private readonly List<byte[]> _sent = [];
    private int _transactions;

    public int Ingresses => _plan.Ingresses;

    /// <summary>What a right wall clock shows.</summary>
    public ChainTime Clock => world.Genesis.Time.Plus(world.Now);

    public void Plan()
    {
        world.Submissions.Expect(_plan.Batches + 1);
        world.After(TimeSpan.FromMilliseconds(5), Register);
        for (var i = 0; i < _plan.Batches; i++)
        {
            var ingress = _chance.Below(_plan.Ingresses);
            var lane = Lane.Of(_chance.Pick(_rollups));
            world.After(Moment(_chance), () => Send(ingress, lane));
        }

        if (_plan.TwoFaced)
            world.After(Moment(_chance), SendTwoFaced);
    }

    public TimeSpan Moment(Chance chance) => _plan.Until < FirstBatch ? FirstBatch : chance.Between(FirstBatch, _plan.Until);

    private void Register()
    {
        var batch = Seal(0, Lane.Shared, BatchKind.System, [.. world.Rollups.Select(rollup => world.Registration(rollup).Encode())]);
        world.Submissions.Add(batch);
        HandIn(batch, _chance.Below(world.Scenario.Size));
    }

    /// <summary>An ingress takes an item of a bundle batch, and seals it with what else comes within a moment.</summary>
    public void Post(int ingress, BundleItem item)
    {
        if (!_gathered.TryGetValue(ingress, out var items))
        {
            _gathered.Add(ingress, items = []);
            world.Submissions.Expect(1);
            world.After(_chance.Between(TimeSpan.Zero, LongestGathering), () => SealGathered(ingress));
        }

        items.Add(item.Encode());
    }

    /// <summary>An ingress takes a transaction.</summary>
    public void Post(int ingress, RollupId rollup, ReadOnlyMemory<byte> transaction)
    {
        world.Submissions.Expect(1);
        var batch = Seal(ingress, Lane.Of(rollup), BatchKind.Transactions, [transaction.ToArray()]);
        world.Submissions.Add(batch);
        HandIn(batch, _chance.Below(world.Scenario.Size));
    }

    private void SealGathered(int ingress)
    {
        _gathered.Remove(ingress, out var items);
        var batch = Seal(ingress, Lane.Shared, BatchKind.Bundle, items!);
        world.Submissions.Add(batch);
        HandIn(batch, _chance.Below(world.Scenario.Size));
    }

    private void Send(int ingress, Lane lane)
    {
        var batch = Seal(
            ingress,
            lane,
            BatchKind.Transactions,
            [.. Enumerable.Range(0, _plan.Large ? 1 : _chance.Between(1, 3)).Select(_ => Transaction())]);
        world.Submissions.Add(batch);
        var first = _chance.Below(world.Scenario.Size);
        for (var i = _chance.Pick([0, 0, 1, 2]); i > 0; i--)
            Carry(batch, first + i);
        HandIn(batch, first);
    }

    /// <summary>Two batches with one sequence, each to another half; nobody promises that either is ordered.</summary>
    private void SendTwoFaced()
    {
        var lane = Lane.Of(_chance.Pick(_rollups));
        var left = Seal(_plan.Ingresses, lane, BatchKind.Transactions, [Transaction()]);
        _last.Remove((_plan.Ingresses, lane));
        var right = Seal(_plan.Ingresses, lane, BatchKind.Transactions, [Transaction()]);
        for (var seat = 0; seat < world.Scenario.Size; seat++)
            Carry(_chance.Happens(0.5) ? left : right, seat);
    }

    private void HandIn(Batch batch, int turn)
    {
        if (world.Submissions.IsSettled(batch.Digest))
            return;
        Carry(batch, turn);
        world.After(Patience, () => HandIn(batch, turn + 1));
    }

    private void Carry(Batch batch, int turn) => world.After(
        _chance.Between(TimeSpan.FromMilliseconds(1), LongestWay),
        () => world.Validators[turn % world.Scenario.Size].Submit(batch));

    // A whole lane or nothing of it: where a batch outlives its successors, its successors push it out of the chain.
    private bool IsShortLived(int ingress, Lane lane) => !lane.IsShared
        && Chance.For(world.Scenario.Seed, $"life {ingress} {lane}").Happens(_plan.ShortLived);

    private byte[] Transaction()
    {
        if (_sent.Count > 0 && _chance.Happens(_plan.Repeats))
            return _chance.Pick(_sent);
        var bytes = new byte[_plan.Large ? ProtocolDefaults.MaxTransactionBytes : 40];
        BitConverter.TryWriteBytes(bytes, ++_transactions);
        _sent.Add(bytes);
        return bytes;
    }

    private Batch Seal(int ingress, Lane lane, BatchKind kind, IReadOnlyList<byte[]> items)
    {
        _last.TryGetValue((ingress, lane), out var predecessor);
        var lives = IsShortLived(ingress, lane) ? ShortLife : ProtocolDefaults.BatchLifetime;
        var batch = Batch.Seal(
            new BatchDraft
            {
                Network = world.Genesis.NetworkId,
                Kind = kind,
                Lane = lane,
                Sequence = (predecessor?.Header.Sequence ?? 0) + 1,
                Predecessor = predecessor?.Digest ?? default,
                PredecessorNotAfter = predecessor?.Header.NotAfter ?? default,
                Created = Clock,
                NotAfter = Clock.Plus(lives),
                Items = [.. items.Select(item => (ReadOnlyMemory<byte>)item)],
            },
            SimulatedNetwork.IngressKey(ingress));
        _last[(ingress, lane)] = batch;
        return batch;
    }
}
