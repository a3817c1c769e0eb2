using SharedSequencer.DaprConformance.Tests.Cases;
using SharedSequencer.DaprConformance.Tests.Replay;

namespace SharedSequencer.DaprConformance.Tests;

public sealed class CoverageTests
{
    [Fact]
    public void Every_recording_is_either_run_or_listed_with_its_reason()
    {
        var run = CaseRegistry.All.Keys;
        var listed = NotMet.Reasons.Keys.Where(key => !IsPart(key));
        Assert.Equal(Recording.AllNames, run.Concat(listed).Order(StringComparer.Ordinal));
        Assert.All(NotMet.Reasons.Values, reason => Assert.False(string.IsNullOrWhiteSpace(reason)));
    }

    [Fact]
    public void A_listed_part_belongs_to_a_recording_that_is_run()
    {
        foreach (var key in NotMet.Reasons.Keys.Where(IsPart))
        {
            var name = key.Split('/', '#')[0];
            Assert.True(CaseRegistry.All.ContainsKey(name), key);
            var entry = key.Split('#')[0];
            Assert.Contains(Recording.Load(name).Entries, recorded => recorded.Key == entry);
        }
    }

    [Fact]
    public void Every_run_recording_belongs_to_one_group_of_tests() =>
        Assert.Equal(
            CaseRegistry.All.Keys.Order(StringComparer.Ordinal),
            CaseGroups.All.SelectMany(group => CaseGroups.Names(group)).Order(StringComparer.Ordinal));

    private static bool IsPart(string key) => key.Contains('/', StringComparison.Ordinal) || key.Contains('#', StringComparison.Ordinal);
}
