using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using SharedSequencer.Simulation.Tests.Scenarios;
using SharedSequencer.Simulation.Tests.Scheduling;

namespace SharedSequencer.Simulation.Tests.Runs;

/// <summary>
/// The ingresses: they seal batches as planned and hand each to one or some validators, and to another one again and
/// again until it is settled.
/// </summary>
internal sealed class Load(World world)
{
    private static readonly TimeSpan FirstBatch = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan LongestWay = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan ShortLife = TimeSpan.FromMilliseconds(1_200);

    private readonly Chance _chance = world.ChanceFor("load");
    private readonly LoadPlan _plan = world.Scenario.Load;
    private readonly Dictionary<(int Ingress, Lane Lane), Batch> _last = [];
    private readonly List<byte[]> _sent = [];
    private int _transactions;

    public void Plan()
    {
        world.Submissions.Expect(_plan.Batches + 1);
        world.After(TimeSpan.FromMilliseconds(5), Register);
        for (var i = 0; i < _plan.Batches; i++)
        {
            var ingress = _chance.Below(_plan.Ingresses);
            var lane = Lane.Of(_chance.Pick(world.Rollups));
            world.After(Moment(), () => Send(ingress, lane));
        }

        if (_plan.TwoFaced)
            world.After(Moment(), SendTwoFaced);
    }

    private ChainTime Clock => world.Genesis.Time.Plus(world.Now);

    private TimeSpan Moment() => _plan.Until < FirstBatch ? FirstBatch : _chance.Between(FirstBatch, _plan.Until);

    private void Register()
    {
        var batch = Seal(0, Lane.Shared, [.. world.Rollups.Select(rollup => world.Registration(rollup).Encode())]);
        world.Submissions.Add(batch);
        HandIn(batch, _chance.Below(world.Scenario.Size));
    }

    private void Send(int ingress, Lane lane)
    {
        var batch = Seal(ingress, lane, [.. Enumerable.Range(0, _plan.Large ? 1 : _chance.Between(1, 3)).Select(_ => Transaction())]);
        world.Submissions.Add(batch);
        var first = _chance.Below(world.Scenario.Size);
        for (var i = _chance.Pick([0, 0, 1, 2]); i > 0; i--)
            Carry(batch, first + i);
        HandIn(batch, first);
    }

    /// <summary>Two batches with one sequence, each to another half; nobody promises that either is ordered.</summary>
    private void SendTwoFaced()
    {
        var lane = Lane.Of(_chance.Pick(world.Rollups));
        var left = Seal(_plan.Ingresses, lane, [Transaction()]);
        _last.Remove((_plan.Ingresses, lane));
        var right = Seal(_plan.Ingresses, lane, [Transaction()]);
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

    private Batch Seal(int ingress, Lane lane, IReadOnlyList<byte[]> items)
    {
        _last.TryGetValue((ingress, lane), out var predecessor);
        var lives = IsShortLived(ingress, lane) ? ShortLife : ProtocolDefaults.BatchLifetime;
        var batch = Batch.Seal(
            new BatchDraft
            {
                Network = world.Genesis.NetworkId,
                Kind = lane.IsShared ? BatchKind.System : BatchKind.Transactions,
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
