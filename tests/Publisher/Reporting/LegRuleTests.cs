using SharedSequencer.Messages;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using SharedSequencer.Publisher.Archive;
using SharedSequencer.Publisher.Drivers.EvmRpc;
using SharedSequencer.Publisher.Reporting;

namespace SharedSequencer.Publisher.Tests.Reporting;

public sealed class LegRuleTests
{
    private static readonly Address Escrow = Address.Parse("0x00000000000000000000000000000000000000e5");
    private static readonly Hash256[] Transactions = [.. Enumerable.Range(0, 6).Select(i => Keccak256.Hash([(byte)i]))];

    /// <summary>The leg has the transactions 2, 3 and 4 of a rollup block of six.</summary>
    private static readonly ArchivedLeg Leg = new()
    {
        Bundle = Keccak256.Hash([100]),
        Leg = 3,
        EscrowId = Keccak256.Hash([101]),
        Place = new LegPlace(new RollupId(1), 9, Keccak256.Hash([102]), Index: 2),
        Transactions = 3,
        Escrow = Escrow,
        Lock = Keccak256.Hash([103]),
        Deadline = new ChainTime(1),
    };

    [Fact]
    public void A_leg_has_run_when_each_of_its_own_transactions_was_executed()
    {
        Assert.True(LegRule.HasRun(Leg, Outcomes()));
        foreach (var bad in new[] { ExecutionOutcome.Reverted, ExecutionOutcome.Skipped })
        {
            Assert.All([2, 3, 4], own => Assert.False(LegRule.HasRun(Leg, Outcomes((own, bad)))));
            Assert.All([0, 1, 5], other => Assert.True(LegRule.HasRun(Leg, Outcomes((other, bad)))));
        }
    }

    [Fact]
    public void A_transaction_without_outcome_did_not_run() =>
        Assert.False(LegRule.HasRun(Leg, [.. Outcomes().Take(4)]));

    [Fact]
    public void The_agreed_log_of_any_own_transaction_shows_the_lock()
    {
        Assert.All([2, 3, 4], own => Assert.True(IsPrepared(Log() with { Transaction = Transactions[own] })));
        Assert.All([0, 1, 5], other => Assert.False(IsPrepared(Log() with { Transaction = Transactions[other] })));
    }

    [Fact]
    public void Nothing_but_the_agreed_log_shows_the_lock()
    {
        var agreed = Log();

        Assert.False(IsPrepared());
        Assert.False(IsPrepared(agreed with { Address = Address.Parse("0x00000000000000000000000000000000000000e6") }));
        for (var i = 0; i < agreed.Topics.Count; i++)
        {
            var other = agreed.Topics.ToArray();
            other[i] = Keccak256.Hash([7]);
            Assert.False(IsPrepared(agreed with { Topics = other }));
            Assert.False(IsPrepared(agreed with { Topics = [.. agreed.Topics.Take(i)] }));
        }

        Assert.False(IsPrepared(agreed with { Topics = [.. agreed.Topics, Leg.Lock] }));
        Assert.False(IsPrepared(agreed with { Topics = [.. agreed.Topics, Leg.Lock], Data = [] }));
        Assert.False(IsPrepared(agreed with { Data = Keccak256.Hash([8]).ToArray() }));
        Assert.False(IsPrepared(agreed with { Data = [.. agreed.Data, 0] }));
        Assert.False(IsPrepared(agreed with { Data = agreed.Data[..31] }));
    }

    [Fact]
    public void Other_logs_beside_it_do_no_harm() =>
        Assert.True(IsPrepared(Log() with { Topics = [] }, Log(), Log() with { Data = [] }));

    [Fact]
    public void The_first_topic_is_what_Solidity_makes_of_the_event() => Assert.Equal(
        Keccak256.Hash("Prepared(bytes32,uint256,bytes32)"u8), PreparedLog.TopicsOf(Leg)[0]);

    private static bool IsPrepared(params NodeLog[] logs) => LegRule.IsPrepared(Leg, Outcomes(), logs);

    private static NodeLog Log() => new(
        Escrow,
        [PreparedLog.Signature, Leg.EscrowId, UInt256.FromUInt64(3).ToHash()],
        Leg.Lock.ToArray(),
        Transactions[3]);

    private static List<ExecutedTransaction> Outcomes(params (int Place, ExecutionOutcome Outcome)[] bad)
    {
        var outcomes = Transactions
            .Select(hash => new ExecutedTransaction(hash.ToString(), ExecutionOutcome.Executed)).ToList();
        foreach (var (place, outcome) in bad) outcomes[place] = outcomes[place] with { Outcome = outcome };
        return outcomes;
    }
}
