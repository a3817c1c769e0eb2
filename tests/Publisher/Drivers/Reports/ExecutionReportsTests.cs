using System.Text.Json;
using CsCheck;
using SharedSequencer.Messages;
using SharedSequencer.Primitives;
using SharedSequencer.Publisher.Drivers.EvmRpc;
using SharedSequencer.Publisher.Drivers.Reports;

namespace SharedSequencer.Publisher.Tests.Drivers.Reports;

public sealed class ExecutionReportsTests
{
    private static readonly Gen<ExecutedTransaction> GenOutcome = Gen.Select(
        Gen.Byte, Gen.Int[1, 3], Gen.Char.Array[0, 256], (seed, outcome, reason) => new ExecutedTransaction(
            Keccak256.Hash([seed]).ToString(),
            (ExecutionOutcome)outcome,
            outcome == 3 ? new string(reason) : null));

    [Fact]
    public void Every_outcome_is_in_one_message_in_order_and_each_message_fits() =>
        GenOutcome.Array[0, 3_000].Sample(
            outcomes =>
            {
                var messages = ExecutionReports.Write(1, 2, Execution(outcomes));

                Assert.All(messages, message => Assert.True(message.Length < MessageLimits.MaxPayloadBytes));
                var read = messages.Select(message =>
                    JsonSerializer.Deserialize<RollupExecuted>(message, MeshJson.Options)!).ToList();
                Assert.Equal(
                    outcomes.Select(outcome => (outcome.Hash, outcome.Outcome)),
                    read.SelectMany(report => report.Transactions)
                        .Select(outcome => (outcome.Hash, outcome.Outcome)));
            },
            iter: 30);

    [Fact]
    public void The_longest_reason_of_the_worst_characters_still_fits()
    {
        var worst = new ExecutedTransaction(
            Hash256.Zero.ToString(), ExecutionOutcome.Skipped, new string('\u0001', 256));

        var messages = ExecutionReports.Write(ulong.MaxValue, ulong.MaxValue, Execution([.. Enumerable.Repeat(worst, 500)]));

        Assert.All(messages, message => Assert.True(message.Length < MessageLimits.MaxPayloadBytes));
    }

    private static BlockExecution Execution(IReadOnlyList<ExecutedTransaction> outcomes) => new(
        new NodeBlock(new NodePosition(7, Hash256.Zero), Hash256.Zero, 1, 1, []), outcomes, []);
}
