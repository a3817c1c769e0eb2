using CsCheck;
using SharedSequencer.Testing;

namespace SharedSequencer.Protocol.Tests.Certificates;

/// <summary>
/// The time of a certificate is the lower weighted median (Cormen et al., problem 9-2): less than half of the weight is
/// earlier than it, at most half is later.
/// </summary>
public sealed class WeightedMedianTests
{
    private static readonly Validator[] Members =
        [.. Enumerable.Range(0, 16).Select(i => new Validator(TestNetwork.Key($"member {i}").Address, 1))];

    private static readonly Batch Batch = new TestCommittee(1).Batch(new Lane(1), [1]);

    private static readonly Gen<(ulong Weight, ulong Arrival)[]> Entries =
        Gen.Select(Gen.ULong[1, 9], Gen.ULong[0, 20]).Array[1, Members.Length];

    [Fact]
    public void It_is_the_published_definition() => Entries.Sample(entries =>
    {
        var time = TimeOf(entries).Milliseconds;
        var whole = Weight(entries);
        Assert.Contains(entries, entry => entry.Arrival == time);
        Assert.True(2 * Weight(entries.Where(entry => entry.Arrival < time)) < whole);
        Assert.True(2 * Weight(entries.Where(entry => entry.Arrival > time)) <= whole);
    });

    [Fact]
    public void It_does_not_depend_on_who_has_which_place() => Gen.Select(Entries, Gen.Int).Sample((entries, seed) =>
    {
        var shuffled = entries.ToArray();
        new Random(seed).Shuffle(shuffled);
        Assert.Equal(TimeOf(entries), TimeOf(shuffled));
    });

    [Fact]
    public void A_member_of_weight_w_counts_as_w_members() => Entries.Where(entries => Weight(entries) <= (ulong)Members.Length)
        .Sample(
            entries => Assert.Equal(
                TimeOf(entries),
                TimeOf([.. entries.SelectMany(entry => Enumerable.Repeat((1UL, entry.Arrival), (int)entry.Weight))])),
            iter: 30);

    // The certificate may leave members out, as long as a quorum is in it: the liars are always in it here.
    [Fact]
    public void False_clocks_of_weight_f_cannot_move_it_outside_honest_times() => Gen.Select(Entries, Gen.Int).Sample((members, seed) =>
    {
        var random = new Random(seed);
        var committee = CommitteeOf(members.Select(member => member.Weight));
        var seats = Enumerable.Range(0, members.Length).ToArray();
        random.Shuffle(seats);
        var liars = Fill(seats, members, committee.MaxFaulty);
        var honest = seats.Except(liars).ToList();
        while (Weight(liars.Concat(honest.Skip(1)).Select(seat => members[seat])) >= committee.Quorum)
        {
            honest.RemoveAt(0);
        }

        foreach (var lie in new ulong[] { 0, 7, ulong.MaxValue, (ulong)random.NextInt64() })
        {
            var time = Certify(liars.Concat(honest).Select(seat =>
                (seat, liars.Contains(seat) ? lie : 1_000 + members[seat].Arrival))).Time(committee).Milliseconds;
            Assert.InRange(
                time, honest.Min(seat => 1_000 + members[seat].Arrival), honest.Max(seat => 1_000 + members[seat].Arrival));
        }
    });

    /// <summary>As many members as weigh no more than this together.</summary>
    private static List<int> Fill(int[] seats, (ulong Weight, ulong Arrival)[] members, ulong most)
    {
        var taken = new List<int>();
        foreach (var seat in seats.Where(seat => Weight(taken.Append(seat).Select(one => members[one])) <= most))
        {
            taken.Add(seat);
        }

        return taken;
    }

    private static ulong Weight(IEnumerable<(ulong Weight, ulong Arrival)> entries) =>
        entries.Aggregate(0UL, (sum, entry) => sum + entry.Weight);

    private static ChainTime TimeOf((ulong Weight, ulong Arrival)[] entries) =>
        Certify(entries.Select((entry, seat) => (seat, entry.Arrival)))
            .Time(CommitteeOf(entries.Select(entry => entry.Weight)));

    private static Committee CommitteeOf(IEnumerable<ulong> weights) =>
        new(default, [.. weights.Select((weight, i) => Members[i] with { Weight = weight })]);

    private static Certificate Certify(IEnumerable<(int Seat, ulong Arrival)> entries) => new()
    {
        Batch = Batch.Header,
        Size = (uint)Batch.Size,
        Entries = [.. entries.OrderBy(entry => entry.Seat).Select(entry => new CertificateEntry(
            new ValidatorIndex((ushort)entry.Seat), new ChainTime(entry.Arrival), default))],
    };
}
