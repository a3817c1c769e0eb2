using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using SharedSequencer.Ingress.Accounts;
using SharedSequencer.Ingress.Batching;
using SharedSequencer.Ingress.Bundles;
using SharedSequencer.Ingress.Journal;
using SharedSequencer.Ingress.Lanes;
using SharedSequencer.Ingress.Limits;
using SharedSequencer.Ingress.Transactions;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ingress.Tests.Lanes;

/// <summary>Nonces of senders whose transactions come in bundles. The journal writer only queues here.</summary>
public sealed class LaneLegsTests : IDisposable
{
    private static readonly Address Alice = Address.Parse("0x00000000000000000000000000000000000000a1");
    private static readonly Address Bob = Address.Parse("0x00000000000000000000000000000000000000b0");

    private readonly NpgsqlDataSource _unused = NpgsqlDataSource.Create("Host=127.0.0.1");
    private readonly LaneState _lane;

    public LaneLegsTests()
    {
        var time = new FakeTimeProvider();
        var writer = new JournalWriter(
            new JournalStore(_unused), new JournalOptions(), time, NullLogger<JournalWriter>.Instance);
        _lane = new LaneState(
            new LaneIdentity(new Lane(1), 10_001),
            judgesNonces: true,
            new LaneParts(
                new LimitsOptions(), new BatchingOptions(), BatchSizeLimits.For(100, 100_000), writer, new RecentHashes(100),
                new SharedRoom(1_000_000), new IngressClock(time)));
    }

    public void Dispose() => _unused.Dispose();

    [Fact]
    public void An_included_leg_counts_and_what_was_held_for_it_follows()
    {
        Learn(Alice, 5);
        Assert.Equal([Verdict.Held], Send(Alice, 6));
        Include(5);
        Assert.Equal(new LaneStatus(1, 0, 0, 1), _lane.Status());
        Assert.Equal(new NonceAnswer(7, 6), _lane.NonceOf(Alice));
    }

    [Fact]
    public void A_leg_that_is_sent_alone_is_known_and_another_with_its_nonce_is_too_low()
    {
        Learn(Alice, 5);
        Include(5);
        Assert.Equal([Verdict.AlreadyKnown], Send(Alice, 5));
        Assert.Equal([Verdict.NonceTooLow], Send(Alice, 5, salt: 9));
    }

    [Fact]
    public void Of_a_sender_of_whom_only_bundles_came_the_node_is_asked_and_legs_count_from_its_answer()
    {
        Include(5, 6);
        Assert.Null(_lane.NonceOf(Alice));
        Assert.Equal(new NonceAnswer(7, 7), _lane.NonceOf(Alice, 5));
        Assert.Equal(new NonceAnswer(3, 3), _lane.NonceOf(Alice, 3));
        Assert.Equal([Alice], Unknown(7));
        Learn(Alice, 5);
        Assert.Equal([Verdict.Accepted], Send(Alice, 7));
    }

    [Fact]
    public void A_leg_beyond_a_gap_counts_only_when_the_node_knows_what_comes_before_it()
    {
        Learn(Alice, 3);
        Include(5);
        Learn(Alice, 3);
        Assert.Equal(new NonceAnswer(3, 3), _lane.NonceOf(Alice));
        Learn(Alice, 5);
        Assert.Equal(new NonceAnswer(6, 6), _lane.NonceOf(Alice));
    }

    [Fact]
    public void A_gap_that_is_closed_after_a_leg_leaves_its_nonce_free()
    {
        Learn(Alice, 3);
        Include(5);
        Learn(Alice, 3);
        Assert.Equal([Verdict.Accepted], Send(Alice, 3));
        Assert.Equal([Verdict.Accepted], Send(Alice, 4));
        Assert.Equal(5UL, _lane.NonceOf(Alice)!.Value.Pending);
    }

    [Fact]
    public void A_leg_that_is_ordered_before_its_predecessor_does_not_count()
    {
        Learn(Alice, 4);
        Send(Alice, 4);
        Include(5);
        Assert.Equal(new NonceAnswer(5, 4), _lane.NonceOf(Alice));
        Order(position: 1);
        Assert.Equal(new NonceAnswer(5, 5), _lane.NonceOf(Alice));
        Include(5);
        Assert.Equal(new NonceAnswer(6, 6), _lane.NonceOf(Alice));
    }

    [Fact]
    public void Until_the_rollup_came_to_a_leg_the_nodes_lower_count_says_nothing_and_then_it_is_the_truth()
    {
        Learn(Alice, 5);
        Include(5);
        Assert.Empty(Unknown(5));
        Learn(Alice, 5);
        Assert.Equal(new NonceAnswer(6, 6), _lane.NonceOf(Alice));

        _lane.ExecutedLegs([HashOf(Alice, 5, 0)], []);
        Assert.Null(_lane.NonceOf(Alice));
        Assert.Equal([Alice], Unknown(5));
        Learn(Alice, 5);
        Assert.Equal([Verdict.Accepted], Send(Alice, 5, salt: 9));
    }

    [Fact]
    public void A_later_position_tells_that_a_leg_was_executed()
    {
        Learn(Alice, 5);
        Learn(Bob, 0);
        Send(Bob, 0);
        Order(position: 1);
        Include(5);
        _lane.Executed(1);
        Assert.Empty(Unknown(5));
        Send(Bob, 1);
        Order(position: 2);
        _lane.Executed(2);
        Assert.Equal([Alice], Unknown(5));
    }

    [Fact]
    public void A_leg_that_was_reported_skipped_before_its_block_was_searched_does_not_count()
    {
        Learn(Alice, 5);
        _lane.ExecutedLegs([HashOf(Alice, 5, 0)], [HashOf(Alice, 5, 0)]);
        Include(5);
        Assert.Null(_lane.NonceOf(Alice));
        Assert.Equal([Verdict.Accepted], Send(Alice, 5, salt: 9));
    }

    [Fact]
    public void A_settled_sender_is_asked_about_when_a_leg_does_not_fit_what_is_known()
    {
        Learn(Alice, 5);
        Send(Alice, 5);
        Order(position: 1);
        _lane.Executed(1);
        // The rollup skipped it: the nonce is free again, and a leg takes it.
        Include([Leg(5, salt: 9)]);
        Assert.Equal(new NonceAnswer(6, 6), _lane.NonceOf(Alice, 5));
        Assert.Equal([Alice], Unknown(6));
    }

    [Fact]
    public void Legs_count_again_after_a_restart()
    {
        var image = new LaneImage { LastPosition = 7, BatchedThrough = 7, ExecutedThrough = 6 };
        image.Legs.Add((Alice, new LegRun(5, 7, HashOf(Alice, 6, 0), 7)));
        image.Legs.Add((Bob, new LegRun(4, 5, HashOf(Bob, 4, 0), 7)));
        image.Senders.Add(new SenderImage(Bob, 3, 7));
        _lane.Restore(image, TimeSpan.Zero);

        Assert.Equal(new NonceAnswer(7, 7), _lane.NonceOf(Alice, 5));
        Assert.Equal(new NonceAnswer(5, 5), _lane.NonceOf(Bob));
        _lane.ExecutedLegs([HashOf(Alice, 6, 0)], []);
        Assert.Null(_lane.NonceOf(Alice));
    }

    private void Learn(Address sender, ulong count) => _ = _lane.Learn([KeyValuePair.Create(sender, count)]);

    private void Include(params ulong[] nonces) => Include(nonces.Select(nonce => Leg(nonce)));

    private void Include(IEnumerable<LegTransaction> legs) => _lane.IncludeLegs(legs);

    private Verdict[] Send(Address sender, ulong nonce, byte salt = 0)
    {
        var submissions = new[] { Submission(sender, nonce, salt) };
        _ = _lane.Admit(submissions, reserved: 0);
        return [submissions[0].Verdict];
    }

    /// <summary>Puts the entry with this position, the only one, into a final block.</summary>
    private void Order(long position)
    {
        var submission = Submission(Bob, 0, 0);
        _lane.Journaled([new Entry
        {
            Lane = _lane.Lane, Position = position, Hash = submission.Hash, Sender = Bob, Nonce = 0, Raw = submission.Raw,
            ReceivedMilliseconds = 0,
        }]);
        var plan = _lane.TryCut(TimeSpan.FromSeconds(position))!;
        var record = new BatchRecord
        {
            Lane = _lane.Lane, Sequence = plan.Sequence, Digest = Keccak256.Hash([(byte)plan.Sequence]), Predecessor = default,
            PredecessorNotAfterMilliseconds = 0, CreatedMilliseconds = 1, NotAfterMilliseconds = 5_000_000_000_000,
            Range = plan.Range, Signature = default,
        };
        _lane.Open(new SealedBatch(record, default));
        Assert.True(_lane.TryInclude(record.Sequence, record.Digest, [], out _));
    }

    private HashSet<Address> Unknown(ulong nonce)
    {
        HashSet<Address>? unknown = null;
        _lane.FindUnknown([Submission(Alice, nonce, 7)], ref unknown);
        return unknown ?? [];
    }

    private LegTransaction Leg(ulong nonce, byte salt = 0) => new(_lane.Lane, HashOf(Alice, nonce, salt), Alice, nonce);

    private static Hash256 HashOf(Address sender, ulong nonce, byte salt) =>
        Keccak256.Hash([.. sender.ToArray(), (byte)nonce, salt]);

    private static Submission Submission(Address sender, ulong nonce, byte salt) => new()
    {
        Raw = [.. sender.ToArray(), (byte)nonce, salt],
        Sender = sender,
        Nonce = nonce,
        Hash = HashOf(sender, nonce, salt),
    };
}
