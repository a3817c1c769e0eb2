namespace SharedSequencer.Launcher.Bench;

/// <summary>Cost of a transaction for one validator of a simulated committee.</summary>
internal static class CommitteeGrowth
{
    private const string ByBacklog =
        "a validator keeps what waits in memory, and the next block is chosen among all of it";

    private const string ByValidators =
        "every batch and block carries a quorum's signatures, and every validator checks each of them: per validator the "
        + "cost of a batch grows with the committee; larger batches spread it over more transactions";

    /// <summary>The same committee with more and more waiting.</summary>
    public static GrowthSeries Backlogs(IProgress<string> progress) => new(
        "backlog",
        "CPU µs per transaction and validator, simulated committee of 4, by transactions that wait at once",
        GrowthPlan.Backlogs,
        [.. GrowthPlan.Backlogs.Select(backlog => Measure(4, backlog, progress))],
        ByBacklog);

    /// <summary>The same load in larger and larger committees.</summary>
    public static GrowthSeries Validators(IProgress<string> progress) => new(
        "validators",
        "CPU µs per transaction and validator, simulated, by members of the committee",
        GrowthPlan.Validators,
        [.. GrowthPlan.Validators.Select(members => Measure(members, GrowthPlan.CommitteeTransactions, progress))],
        ByValidators);

    private static double Measure(int members, int transactions, IProgress<string> progress)
    {
        var genesis = SimulatedLoad.Network(members, GrowthPlan.Lanes);
        using var load = new SimulatedLoad(genesis);
        using var committee = new SimulatedCommittee(genesis);
        committee.Submit(load.Registrations(GrowthPlan.Lanes, committee.Now));
        committee.RunBlocks(10);
        // Twice: what is compiled and allocated for the first time is not what grows.
        Drain(committee, load, GrowthPlan.WarmUpTransactions);
        var micros = Drain(committee, load, transactions) / members;
        progress.Report($"{members} validators, {transactions} transactions waiting: {micros:0.0} µs each per validator");
        return micros;
    }

    private static double Drain(SimulatedCommittee committee, SimulatedLoad load, int transactions)
    {
        var batches = Enumerable.Range(0, Math.Max(transactions / GrowthPlan.BatchSize, 1))
            .Select(index => load.Transactions(index % GrowthPlan.Lanes, GrowthPlan.BatchSize, committee.Now))
            .ToList();
        var goal = committee.Ordered + ((long)batches.Count * GrowthPlan.BatchSize);
        GC.Collect();
        var before = Environment.CpuUsage.TotalTime;
        batches.ForEach(committee.Submit);
        committee.RunUntilOrdered(goal);
        return (Environment.CpuUsage.TotalTime - before).TotalMicroseconds / (batches.Count * GrowthPlan.BatchSize);
    }
}
