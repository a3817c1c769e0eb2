using SharedSequencer.Protocol;
using SharedSequencer.Simulation.Tests.PlantedBugs;
using SharedSequencer.Simulation.Tests.Runs;
using SharedSequencer.Simulation.Tests.Scheduling;

namespace SharedSequencer.Simulation.Tests.Nodes;

/// <summary>
/// Runs a core as the ordering service does: a round takes what has come in, steps the core for each input, commits
/// what must be durable at once, and only then lets the other effects out, in order; what may wait goes with the next
/// commit. While a commit runs, the next inputs gather. Crashes and comes back as it is told.
/// </summary>
internal sealed class CoreHost(World world, int seat, ICoreOutlet outlet, PlantedBug bug)
{
    private const int MostServed = 16;
    private const int MostWaiting = 16;

    private readonly Journal _journal = new(world.Genesis, bug.Rules.Bundles);
    private readonly Chance _chance = world.ChanceFor($"host {seat}");
    private readonly ValidatorSigner _signer = world.SignerOf(seat);
    private readonly List<CoreInput> _inbox = [];
    private readonly List<CoreEffect> _effects = [];
    private readonly List<CoreEffect> _waiting = [];
    private OrderingCore? _core;
    private NodeClock? _clock;
    private TimeSpan? _due;
    private bool _busy;
    private TimeSpan _pausedUntil;
    private int _life;

    public bool IsUp => _core is not null;

    public Journal Journal => _journal;

    /// <summary>How long it still stands still; nothing or less when it does not.</summary>
    public TimeSpan PausedFor => _pausedUntil - world.Now;

    public Instant Now => _clock!.Read(world.Now);

    public void Start()
    {
        var plan = world.Scenario.Clocks[seat];
        _clock = new NodeClock(world.Genesis.Time, plan.Skew, plan.Rate, world.Now);
        _busy = false;
        _pausedUntil = TimeSpan.Zero;
        _due = null;
        Guard(() =>
        {
            var recovered = bug.Recover(_journal.Recover());
            outlet.Started(recovered);
            _core = new OrderingCore(_signer, recovered, bug.Rules);
            _core.Start(Now, _effects);
            Commit();
        });
    }

    public void Pause(TimeSpan until) => _pausedUntil = until;

    public void Take(CoreInput input)
    {
        if (_core is null)
            return;
        _inbox.Add(input);
        Wake();
    }

    public void Crash(bool losesJournal)
    {
        if (_core is null)
            return;
        _life++;
        _core = null;
        _inbox.Clear();
        _effects.Clear();
        _waiting.Clear();
        var survivors = _journal.Crash(_chance);
        if (losesJournal)
            _journal.Lose();
        else
            outlet.Journaled(survivors);
    }

    private void Wake()
    {
        if (!_busy)
        {
            _busy = true;
            Later(TimeSpan.Zero, Round);
        }
    }

    private void Round()
    {
        foreach (var input in _inbox)
        {
            _core!.Step(input, Now, _effects);
            _effects.AddRange(bug.React(_signer, world.Genesis, input));
        }

        _inbox.Clear();
        if (_due is { } due && Now.Monotonic >= due)
        {
            _due = null;
            _core!.Step(new CoreInput.TimerFired(), Now, _effects);
        }

        Commit();
    }

    private void Commit()
    {
        _busy = true;
        var effects = bug.Alter(_effects);
        _effects.Clear();
        var records = effects.Where(effect => effect.MustPersist && !bug.Forgets(effect)).ToList();
        var others = effects.Where(effect => !effect.MustPersist).ToList();
        var early = others.Where(bug.SendsEarly).ToList();
        early.ForEach(Emit);
        others.RemoveAll(early.Contains);
        _waiting.AddRange(records);
        if (_waiting.Count <= MostWaiting && _waiting.TrueForAll(record => record.MayWait))
        {
            Finish(others);
            return;
        }

        _journal.Write([.. _waiting]);
        _waiting.Clear();
        var span = _chance.Between(world.Scenario.Storage.Least, world.Scenario.Storage.Most);
        if (span == TimeSpan.Zero)
        {
            outlet.Journaled(_journal.Commit());
            Finish(others);
            return;
        }

        Later(span, () =>
        {
            outlet.Journaled(_journal.Commit());
            Finish(others);
        });
    }

    private void Finish(IReadOnlyList<CoreEffect> others)
    {
        foreach (var effect in others)
            Emit(effect);
        _busy = false;
        if (_inbox.Count > 0 || _due <= Now.Monotonic)
            Wake();
    }

    private void Emit(CoreEffect effect)
    {
        switch (effect)
        {
            case CoreEffect.SetTimer(var due):
                SetTimer(due);
                break;
            case CoreEffect.ServeFinal(var to, var from):
                Serve(to, from);
                break;
            default:
                outlet.Emitted(effect);
                break;
        }
    }

    private void Serve(ValidatorIndex to, Height from)
    {
        var start = (int)Math.Min(from.Value, int.MaxValue) - 1;
        if (start >= 0 && start < _journal.Finals.Count)
        {
            var blocks = _journal.Finals.Skip(start).Take(MostServed).ToList();
            outlet.Emitted(new CoreEffect.Send(to, new PeerMessage.FinalBlocks(blocks)));
        }
    }

    private void SetTimer(TimeSpan due)
    {
        if (_due == due)
            return;
        _due = due;
        Later(_clock!.WhenShows(due) - world.Now, () =>
        {
            if (_due <= Now.Monotonic)
                Wake();
        });
    }

    /// <summary>Something of this life only: a crash meanwhile cancels it.</summary>
    private void Later(TimeSpan span, Action action)
    {
        var life = _life;
        world.After(span, () =>
        {
            if (life == _life && PausedFor > TimeSpan.Zero)
                Later(PausedFor, action);
            else if (life == _life)
                Guard(action);
        });
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever a core throws is a finding, told with its seed.")]
    private void Guard(Action action)
    {
        try
        {
            action();
        }
        catch (Exception failure) when (failure is not BrokenPromiseException)
        {
            _life++;
            _core = null;
            outlet.Stopped(failure);
        }
    }
}
