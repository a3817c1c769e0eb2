using System.Text;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using SharedSequencer.Simulation.Tests.Scenarios;
using SharedSequencer.Simulation.Tests.Scheduling;

namespace SharedSequencer.Simulation.Tests.Runs;

/// <summary>
/// The submitters of bundles and those who meddle: each bundle of the plan is made when its moment has come, and sent with the
/// tricks that its own chance draws, so that leaving one out changes nothing about the others.
/// </summary>
internal sealed class BundleLoad(World world, Load load)
{
    private const int Submitter = 0;
    private const int Stranger = 1;

    private static readonly TimeSpan LongestRace = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(1_200);

    private readonly BundlePlan _plan = world.Scenario.Load.Bundles ?? new BundlePlan(0, [], Reported: true);

    public void Plan()
    {
        for (var number = 0; number < _plan.Count; number++)
        {
            var (own, chance) = (number, world.ChanceFor($"bundle {number}"));
            Later(load.Moment(chance), () => Begin(own, chance));
        }
    }

    private void Begin(int number, Chance chance)
    {
        var terms = TermsOf(number, chance);
        var bundle = BundleOf(terms, chance, Keys(Submitter));
        var ingress = chance.Below(load.Ingresses);
        if (Plays(BundleTrick.Withheld, number))
        {
            Race(chance, () => load.Post(ingress, new BundleItem.Expire(terms)));
            var rest = TimeSpan.FromMilliseconds(terms.NotAfter.Milliseconds - load.Clock.Milliseconds);
            Later(rest + LongestPause, () => load.Post(ingress, new BundleItem.Expire(terms)));
            return;
        }

        Race(chance, () => Send(number, bundle, ingress));
        Repeat(number, bundle, ingress);
        Compete(number, bundle, ingress);
        TakeBack(number, bundle, ingress);
    }

    private void Send(int number, Bundle bundle, int ingress)
    {
        if (Plays(BundleTrick.Forged, number))
            load.Post(ingress, Submit(bundle.SignedBy(Keys(Stranger))));
        load.Post(ingress, Submit(bundle));
        if (Plays(BundleTrick.Doubled, number))
            load.Post((ingress + 1) % load.Ingresses, Submit(bundle));
    }

    private void Repeat(int number, Bundle bundle, int ingress)
    {
        var chance = world.ChanceFor($"repeats of bundle {number}");
        if (Plays(BundleTrick.Resent, number))
        {
            for (var i = chance.Between(1, 3); i > 0; i--)
                Later(chance.Between(TimeSpan.Zero, LongestPause), () => load.Post(chance.Below(load.Ingresses), Submit(bundle)));
        }

        if (Plays(BundleTrick.Asked, number))
        {
            Race(chance, () => load.Post(ingress, new BundleItem.Expire(bundle.Terms)));
            Later(LongestPause, () => load.Post(ingress, new BundleItem.Expire(bundle.Terms)));
        }
    }

    /// <summary>What stands in the bundle's way, or the bundle in its.</summary>
    private void Compete(int number, Bundle bundle, int ingress)
    {
        var chance = world.ChanceFor($"rivals of bundle {number}");
        if (Plays(BundleTrick.SentAlone, number))
        {
            // No validator takes transactions for a rollup that is not there; it would be the last.
            var leg = chance.Below(bundle.Terms.Legs.Count(one => world.Rollups.Contains(one.Rollup)));
            var alone = chance.Pick(bundle.Legs[leg].Transactions);
            Race(chance, () => load.Post(chance.Below(load.Ingresses), bundle.Terms.Legs[leg].Rollup, alone));
        }

        if (Plays(BundleTrick.SameTerms, number))
            Race(chance, () => load.Post(ingress, Submit(BundleOf(bundle.Terms, chance, Keys(Submitter)))));
        if (Plays(BundleTrick.Replaced, number))
        {
            var other = bundle.Terms with { Version = chance.Pick([1UL, 3UL, 3UL, 4UL]) };
            Race(chance, () => load.Post(chance.Below(load.Ingresses), Submit(BundleOf(other, chance, Keys(Submitter)))));
        }
    }

    private void TakeBack(int number, Bundle bundle, int ingress)
    {
        var chance = world.ChanceFor($"cancels of bundle {number}");
        if (Plays(BundleTrick.Cancelled, number))
            Race(chance, () => load.Post(chance.Below(load.Ingresses), new BundleItem.Cancel(CancelOf(bundle, chance, Submitter))));
        if (!Plays(BundleTrick.Usurped, number))
            return;
        load.Post(ingress, new BundleItem.Cancel(CancelOf(bundle, chance, Stranger)));
        load.Post(ingress, new BundleItem.Cancel(CancelOf(bundle, chance, Submitter).SignedBy(Keys(Stranger))));
        if (bundle.Terms.IsReplaceable)
        {
            var usurper = bundle.Terms with { Submitter = Keys(Stranger).Address, Version = 9 };
            load.Post(ingress, Submit(BundleOf(usurper, chance, Keys(Stranger))));
        }
    }

    private BundleCancel CancelOf(Bundle bundle, Chance chance, int by)
    {
        var isOfVersions = bundle.Terms.IsReplaceable && chance.Happens(0.6);
        return new BundleCancel
        {
            Network = world.Genesis.NetworkId,
            Submitter = Keys(by).Address,
            Bundle = isOfVersions ? default : bundle.Id,
            Replacement = isOfVersions ? bundle.Terms.Replacement : default,
            Version = isOfVersions ? (ulong)chance.Between(1, 3) : 0,
            NotAfter = load.Clock.Plus(TimeSpan.FromSeconds(chance.Pick([1, 60]))),
        }.SignedBy(Keys(by));
    }

    private BundleTerms TermsOf(int number, Chance chance)
    {
        var isExecution = chance.Happens(0.75) || Plays(BundleTrick.Withheld, number);
        var isReplaceable = chance.Happens(0.3) || Plays(BundleTrick.Replaced, number);
        var rollups = chance.Shuffle(world.Rollups).Take(chance.Between(2, world.Rollups.Count)).ToList();
        if (Plays(BundleTrick.UnknownRollup, number))
            rollups[^1] = new RollupId(77);
        return new BundleTerms
        {
            Network = world.Genesis.NetworkId,
            Mode = isExecution ? BundleMode.Execution : BundleMode.Inclusion,
            Submitter = Keys(Submitter).Address,
            NotAfter = load.Clock.Plus(LifeOf(number, chance)),
            DecisionDelay = isExecution ? (ulong)chance.Between(300, 1_500) : 0,
            Replacement = isReplaceable ? Named($"intent {number}") : default,
            Version = isReplaceable ? 2UL : 0,
            Salt = Named($"bundle {number}"),
            Legs = [.. rollups.Select(rollup => new LegTerms { Rollup = rollup })],
        };
    }

    private TimeSpan LifeOf(int number, Chance chance) => number switch
    {
        _ when Plays(BundleTrick.Withheld, number) => TimeSpan.FromMilliseconds(chance.Between(50, 600)),
        _ when Plays(BundleTrick.ShortLived, number) => TimeSpan.FromMilliseconds(chance.Between(20, 400)),
        _ when Plays(BundleTrick.TooEarly, number) =>
            ProtocolDefaults.MaxBundleLifetime + TimeSpan.FromMilliseconds(chance.Between(0, 900)),
        _ => TimeSpan.FromSeconds(chance.Between(5, 60)),
    };

    private static Bundle BundleOf(BundleTerms terms, Chance chance, PrivateKey key) => new Bundle
    {
        Terms = terms,
        Legs =
        [
            .. terms.Legs.Select(_ => new BundleLeg(
            [
                .. Enumerable.Range(0, chance.Between(1, 3))
                    .Select(_ => (ReadOnlyMemory<byte>)Named($"transaction {chance.Next()}").ToArray()),
            ])),
        ],
    }.SignedBy(key);

    private bool Plays(BundleTrick trick, int number) =>
        _plan.Tricks.Contains(trick) && world.ChanceFor($"{trick} of bundle {number}").Happens(_plan.Odds);

    /// <summary>Somewhat later, so that it may be ordered before what is sent now, or after.</summary>
    private void Race(Chance chance, Action action) => Later(chance.Between(TimeSpan.Zero, LongestRace), action);

    private void Later(TimeSpan span, Action action)
    {
        world.Submissions.Expect(1);
        world.After(span, () =>
        {
            action();
            world.Submissions.Expect(-1);
        });
    }

    private static BundleItem.Submit Submit(Bundle bundle) => new BundleItem.Submit(bundle, []);

    private static PrivateKey Keys(int number) => SimulatedNetwork.SubmitterKey(number);

    private static Hash256 Named(string name) => Keccak256.Hash(Encoding.UTF8.GetBytes(name));
}
