using CsCheck;
using SharedSequencer.Primitives;
using SharedSequencer.Testing;

namespace SharedSequencer.Protocol.Tests.Expansion;

/// <summary>
/// Random blocks over a few bundles that get in each other's way, against <see cref="BundleModel"/>: same outcomes, same
/// transactions in the same places, and what must hold whatever happens.
/// </summary>
public sealed class BundlePropertyTests
{
    private static readonly TestNetwork Network = new(1, 2, 3);
    private static readonly RollupId[] Rollups = [new(1), new(2), new(3)];
    private static readonly TestBundles Pair = new(Network.Genesis.NetworkId, Rollups[0], Rollups[1]);
    private static readonly TestBundles Triple = new(Network.Genesis.NetworkId, Rollups[2], Rollups[0], Rollups[1]);
    private static readonly Hash256 Replacement = Keccak256.Hash([7]);
    private static readonly Bundle[] Universe = MakeUniverse();
    private static readonly int FirstExecution = Array.FindIndex(Universe, bundle => bundle.Terms.Mode == BundleMode.Execution);
    private static readonly int Executions = Universe.Count(bundle => bundle.Terms.Mode == BundleMode.Execution);
    private static readonly int[] Seconds = [1, 1, 1, 1, 1, 1, 1, 1, 20, 31, 300, 601, 661, 700];

    private static readonly Gen<BundleMove> Moves = Gen.Select(
        Gen.Frequency(
            (6, Gen.Const(BundleMove.Kinds.Submit)),
            (1, Gen.Const(BundleMove.Kinds.Cancel)),
            (1, Gen.Const(BundleMove.Kinds.CancelVersions)),
            (8, Gen.Const(BundleMove.Kinds.Report)),
            (2, Gen.Const(BundleMove.Kinds.Expire)),
            (1, Gen.Const(BundleMove.Kinds.Lone))),
        Gen.Int[0, Universe.Length - 1],
        Gen.Int[0, 2],
        Gen.Frequency((4, Gen.Const(0)), (1, Gen.Const(1)), (1, Gen.Const(2))),
        (kind, bundle, leg, variant) => new BundleMove(kind, bundle, leg, variant));

    private static readonly Gen<(int Step, BundleMove[] Moves, bool Restores)[]> Blocks = Gen.Select(
        Gen.Int[0, Seconds.Length - 1], Moves.Array[0, 8], Gen.Frequency((9, Gen.Const(false)), (1, Gen.Const(true)))).Array[1, 14];

    [Theory]
    [InlineData(ProtocolDefaults.MaxOverduePerBlock)]
    [InlineData(1)]
    public void The_chain_does_what_the_model_says_whatever_comes_in_whatever_order(int mostOverdue)
    {
        var codes = new HashSet<OutcomeCode>();
        Blocks.Sample(
            blocks =>
            {
                var run = new Run(mostOverdue);
                foreach (var (step, moves, restores) in blocks)
                    run.Next(TimeSpan.FromSeconds(Seconds[step]), moves, restores);
                lock (codes) codes.UnionWith(run.Codes);
            },
            iter: 600,
            threads: 1,
            print: blocks => string.Join("\n", blocks.Select(block =>
                $"{Seconds[block.Step]} s {block.Restores}: {string.Join(", ", block.Moves.AsEnumerable())}")));

        // The sequences are of use only if they reach what there is to reach.
        OutcomeCode[] reached =
        [
            OutcomeCode.Included, OutcomeCode.Expired, OutcomeCode.Cancelled, OutcomeCode.Replaced, OutcomeCode.TransactionOrdered,
            OutcomeCode.NotAttested, OutcomeCode.OutsideBlockRange, OutcomeCode.Contradiction, OutcomeCode.TermsUsed,
            OutcomeCode.Committed, OutcomeCode.AbortedRefused, OutcomeCode.AbortedLegFailed, OutcomeCode.AbortedDeadline,
            OutcomeCode.AbortedExpired, OutcomeCode.NotOpen, OutcomeCode.BadReport, OutcomeCode.BadSignature,
            OutcomeCode.TooLate, OutcomeCode.NotExpired, OutcomeCode.Applied, OutcomeCode.TooLongLived,
        ];
        Assert.Empty(reached.Except(codes));
    }

    private static Bundle[] MakeUniverse()
    {
        var start = Network.Genesis.Time;
        var soon = start.Plus(TimeSpan.FromSeconds(40));
        var late = start.Plus(TimeSpan.FromMinutes(9));
        var tooLate = start.Plus(TimeSpan.FromMinutes(15));
        var demanded = new Preconditions { Slack = 1 };
        var ranged = new Preconditions { MinBlock = 2, MaxBlock = 3, Slack = 9 };
        var first = Pair.Terms(BundleMode.Inclusion, late, "first");
        var versioned = Pair.Terms(BundleMode.Inclusion, late, "versions") with { Replacement = Replacement };
        var execution = Pair.Terms(BundleMode.Execution, soon, "execution");
        return
        [
            Pair.Of(first),
            Pair.Of(first with { Salt = default }, [Pair.Of(first).Legs[0], new BundleLeg([new byte[] { 1 }])]),
            Pair.Of(versioned with { Version = 1 }),
            Triple.Of(Triple.Terms(BundleMode.Inclusion, late, "other") with { Replacement = Replacement, Version = 2 }),
            Pair.Of(versioned with { Version = 3, NotAfter = tooLate, Salt = default }),
            Pair.Of(execution),
            Pair.Of(execution, [new BundleLeg([new byte[] { 2 }]), new BundleLeg([new byte[] { 3 }])]),
            Triple.Of(Triple.Terms(BundleMode.Execution, late, "triple")),
            Pair.Of(Pair.Terms(BundleMode.Execution, tooLate, "replacing") with { Replacement = Replacement, Version = 4 }),
            Pair.Of(Pair.Terms(BundleMode.Precondition, late, "demanding", demanded), demanded),
            Triple.Of(Triple.Terms(BundleMode.Precondition, tooLate, "ranged", ranged), ranged),
        ];
    }

    /// <summary>Aborts fewer overdue bundles per block, so that a few are many.</summary>
    private sealed class SettlingFew(int most) : BundleLaw
    {
        internal override IEnumerable<OpenBundle> Overdue(BundleBook book, ChainTime timestamp) => base.Overdue(book, timestamp).Take(most);
    }

    /// <summary>One sequence of blocks, in the chain and in the model.</summary>
    private sealed class Run
    {
        private readonly ExpandedChain _chain;
        private readonly BundleModel _model;
        private readonly HashSet<(OutcomeKind, Hash256)> _once = [];
        private readonly Dictionary<int, Hash256[]> _places = [];

        internal Run(int mostOverdue)
        {
            _chain = new ExpandedChain(Network, law: new SettlingFew(mostOverdue));
            _model = new BundleModel { MostOverdue = mostOverdue, HeadOf = _chain.HeadOf };
        }

        internal HashSet<OutcomeCode> Codes { get; } = [];

        internal void Next(TimeSpan later, BundleMove[] moves, bool restores)
        {
            if (restores) _chain.Restore();
            _model.Begin(_chain.Now.Plus(later));
            _chain.Next(later, [.. moves.Select(Make)]);
            Assert.Equal(_model.Outcomes, _chain.Said);
            Assert.Equal(_model.Slices.Keys, _chain.Last.RollupBlocks.Select(block => block.Header.Rollup));
            Assert.All(_chain.Last.RollupBlocks, block =>
                Assert.Equal(_model.Slices[block.Header.Rollup], block.TransactionHashes));
            CheckWhatAlwaysHolds();
            _model.End(rollup => _chain.HeadOf(rollup).Hash);
            foreach (var included in _chain.Last.Included)
                _places[Array.IndexOf(Universe, included.Bundle)] = [.. included.Legs.Select(leg => leg.RollupBlock)];
            Codes.UnionWith(_chain.Said.Select(said => said.Code));
        }

        private void CheckWhatAlwaysHolds()
        {
            foreach (var (kind, subject, _) in _chain.Said.Where(said => said.Kind is OutcomeKind.Bundle or OutcomeKind.Decision))
                Assert.True(_once.Add((kind, subject)), $"a second word on {kind} {subject}");
            var included = _chain.Said.Where(said => said is (OutcomeKind.Bundle, _, OutcomeCode.Included)).Select(said => said.Subject);
            Assert.Equal(included, _chain.Last.Included.Select(one => one.Bundle.Id));
            foreach (var (bundle, places) in _chain.Last.Included.Select(one => (one.Bundle, one.Legs)))
            {
                foreach (var (content, place) in bundle.Legs.Zip(places))
                {
                    var block = _chain.Last.RollupBlocks.Single(block => block.Hash == place.RollupBlock);
                    Assert.Equal(content.TransactionHashes, block.TransactionHashes.Skip(place.Index).Take(content.Transactions.Count));
                }
            }
        }

        /// <summary>Tells the model and makes the batch. A move is one batch.</summary>
        private Batch Make(BundleMove move)
        {
            var chosen = move.Kind == BundleMove.Kinds.Report ? Reported(move.Bundle) : move.Bundle;
            var bundle = Universe[chosen];
            move = move with { Bundle = chosen, Leg = move.Leg % bundle.Legs.Count };
            if (move.Kind == BundleMove.Kinds.Lone)
            {
                _model.Transaction(bundle.Terms.Legs[move.Leg].Rollup, bundle.Legs[move.Leg].TransactionHashes[0]);
                return _chain.Of(bundle.Terms.Legs[move.Leg].Rollup, bundle.Legs[move.Leg].Transactions[0]);
            }

            return _chain.Of(move.Kind switch
            {
                BundleMove.Kinds.Submit => Submit(bundle, move),
                BundleMove.Kinds.Cancel => Cancel(Pair.Cancel(bundle.Id, _chain.Now.Plus(TimeSpan.FromMinutes(5)))),
                BundleMove.Kinds.CancelVersions => Cancel(
                    Pair.Cancel(Replacement, 1 + (ulong)move.Variant, _chain.Now.Plus(TimeSpan.FromMinutes(11 * move.Leg)))),
                BundleMove.Kinds.Report => Report(bundle, move),
                _ => Expire(bundle.Terms),
            });
        }

        /// <summary>What awaits reports, if anything does.</summary>
        private int Reported(int choice)
        {
            var awaiting = _chain.State.Bundles.Awaiting.ToList();
            return awaiting.Count == 0
                ? FirstExecution + (choice % Executions)
                : Array.FindIndex(Universe, bundle => bundle.Id == awaiting[choice % awaiting.Count].Bundle);
        }

        /// <summary>Attested at the head; or a block before it, if there is one; or for the first leg only.</summary>
        private BundleItem.Submit Submit(Bundle bundle, BundleMove move)
        {
            var attested = new long[bundle.Legs.Count];
            var attestations = new List<Attestation>();
            for (var leg = 0; leg < bundle.Legs.Count && bundle.Terms.Mode == BundleMode.Precondition; leg++)
            {
                var head = _chain.HeadOf(bundle.Terms.Legs[leg].Rollup);
                var back = move.Variant == 1 && head.Number > 1 ? 2UL : 0UL;
                attested[leg] = move.Variant == 2 && leg > 0 ? -1 : (long)(head.Number - back);
                if (attested[leg] >= 0)
                    attestations.Add(Pair.Attest(bundle, (byte)leg, head.Number - back, back == 0 ? head.Hash : default));
            }

            var item = new BundleItem.Submit(bundle, attestations);
            _model.Submit(bundle, HashOf(item), attested);
            return item;
        }

        private BundleItem.Cancel Cancel(BundleCancel cancel)
        {
            var item = new BundleItem.Cancel(cancel);
            _model.Cancel(cancel, HashOf(item));
            return item;
        }

        /// <summary>Success; or failure; or success of another rollup block, or by another key.</summary>
        private BundleItem.Report Report(Bundle bundle, BundleMove move)
        {
            var place = _places.TryGetValue(move.Bundle, out var places) ? places[move.Leg] : default;
            var isOther = move.Variant == 2 && move.Leg == 0;
            var isForged = move.Variant == 2 && move.Leg == 1;
            var report = Pair.Report(bundle, (byte)move.Leg, isOther ? Replacement : place, move.Variant != 1);
            var item = new BundleItem.Report(isForged ? report.SignedBy(Pair.Submitter) : report);
            _model.Report(report, HashOf(item), !isForged);
            return item;
        }

        private BundleItem.Expire Expire(BundleTerms terms)
        {
            var item = new BundleItem.Expire(terms);
            _model.Expire(terms, HashOf(item));
            return item;
        }

        private static Hash256 HashOf(BundleItem item) => Keccak256.Hash(item.Encode());
    }
}
