using Microsoft.Extensions.Time.Testing;
using Npgsql;
using SharedSequencer.Ordering.Journal;
using SharedSequencer.Ordering.Tests.Validator;
using SharedSequencer.Protocol;
using SharedSequencer.Testing;

namespace SharedSequencer.Ordering.Tests.Journal;

/// <summary>A validator that has lost a part of its memory must not start (R19).</summary>
public sealed class DamagedJournalTests
{
    private static readonly CancellationToken Never = TestContext.Current.CancellationToken;
    private readonly FakeTimeProvider _time = new(SampleNetwork.Start);
    private readonly SampleNetwork _network = new();

    [Theory]
    [InlineData("delete from votes")]
    [InlineData("delete from votes where view = (select max(view) from votes)")]
    [InlineData("delete from final_blocks where height = (select max(height) from final_blocks)")]
    [InlineData("delete from final_blocks where height = (select max(height) - 1 from final_blocks)")]
    [InlineData("update final_blocks set block = '\\x01'")]
    [InlineData("delete from batches")]
    [InlineData("update batches set body = '\\x01'")]
    [InlineData("update snapshots set state = '\\x01'")]
    public async Task A_journal_with_a_part_missing_or_changed_is_refused(string damage)
    {
        await using var database = await JournalDatabase.Create(Never);
        await Fill(database, damage.Contains("snapshots", StringComparison.Ordinal) ? 4UL : 2UL);

        await using (var command = database.CreateCommand(damage))
        {
            Assert.True(await command.ExecuteNonQueryAsync(Never) > 0);
        }

        await Assert.ThrowsAsync<JournalDamagedException>(
            () => RunningValidator.Start(database, _network, _time));
    }

    /// <summary>Blocks with a batch in the first; a snapshot stands at every third.</summary>
    private async Task Fill(NpgsqlDataSource database, ulong blocks)
    {
        await using var validator = await RunningValidator.Start(database, _network, _time);
        await validator.Submit(_network.Registration(_time));
        await Eventually.HoldsAsync(
            () =>
            {
                _time.Advance(TimeSpan.FromMilliseconds(10));
                return validator.Chain.Final.Height.Value >= blocks;
            },
            "the blocks",
            Never);
    }
}
