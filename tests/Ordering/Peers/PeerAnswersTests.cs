using SharedSequencer.Ordering.Peers;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ordering.Tests.Peers;

public sealed class PeerAnswersTests
{
    private static readonly CancellationToken Never = TestContext.Current.CancellationToken;
    private readonly PeerAnswers _answers = new();

    [Fact]
    public async Task Who_asks_for_much_does_not_keep_another_waiting()
    {
        Add(1, 10, 11, 12);
        Add(2, 20);

        Assert.Equal([(1, 10), (2, 20), (1, 11), (1, 12)], await Take(4));
    }

    [Fact]
    public async Task Beyond_the_bound_the_rest_waits_for_another_question_and_others_are_answered()
    {
        Add(1, [.. Enumerable.Range(0, PeerAnswers.Most + 100)]);
        Add(2, 7);

        var given = await Take(PeerAnswers.Most + 1);
        Add(1, 8);

        Assert.Equal(Enumerable.Range(0, PeerAnswers.Most), given.Where(answer => answer.To == 1).Select(answer => answer.Mark));
        Assert.Contains((2, 7), given);
        Assert.Equal([(1, 8)], await Take(1));
    }

    private void Add(ushort to, params int[] marks)
    {
        foreach (var mark in marks)
        {
            _answers.Add(new ValidatorIndex(to), new PeerMessage.FinalWanted(new Height((ulong)mark)));
        }
    }

    private async Task<List<(int To, int Mark)>> Take(int count)
    {
        var taken = new List<(int, int)>();
        while (taken.Count < count)
        {
            var (to, message) = await _answers.Take(Never);
            taken.Add((to.Value, (int)Assert.IsType<PeerMessage.FinalWanted>(message).From.Value));
        }

        return taken;
    }
}
