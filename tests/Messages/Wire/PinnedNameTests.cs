namespace SharedSequencer.Messages.Tests.Wire;

/// <summary>Names that stored state and other processes rely on. A change here is a new version, not an edit.</summary>
public sealed class PinnedNameTests
{
    [Fact]
    public void App_ids_are_prefixes_of_stored_state() =>
        Assert.Equal(["ingress", "ordering", "bundles", "publisher", "sentinel"], AppIds.All);

    [Fact]
    public void Topics_carry_their_version()
    {
        Assert.Equal(["batches.v1", "block-finalized.v1", "rollup-executed.v1", "bundle-events.v1"], Topics.All);
        Assert.All(Topics.All, topic => Assert.Matches(@"^[a-z]+(-[a-z]+)*\.v[0-9]+$", topic));
    }

    [Fact]
    public void Dead_letters_have_the_name_of_their_topic() => Assert.Equal(
        Topics.All.Select(topic => topic + ".dead"),
        [Topics.BatchesDead, Topics.BlockFinalizedDead, Topics.RollupExecutedDead, Topics.BundleEventsDead]);

    [Fact]
    public void The_queue_actor_keeps_its_name_its_methods_and_its_ids()
    {
        Assert.Equal("RollupQueue", RollupQueueActor.Type);
        Assert.Equal(
            ["Admit", "Ordered", "Status"], typeof(IRollupQueue).GetMethods().Select(method => method.Name).Order());
        Assert.Equal("18446744073709551615", RollupQueueActor.IdOf(ulong.MaxValue));
        Assert.Equal(RollupQueueActor.CrossRollupId, RollupQueueActor.IdOf(0));
    }

    [Fact]
    public void Verdicts_and_outcomes_only_grow()
    {
        Assert.Equal(
            ["Admitted", "AlreadyKnown", "Full", "UnknownPredecessor", "Inactive", "Expired", "Conflicting"],
            Enum.GetNames<AdmitVerdict>());
        Assert.Equal(["Executed", "Reverted", "Skipped"], Enum.GetNames<ExecutionOutcome>());
        Assert.Equal(
            ["Validated", "Included", "Refused", "Preparing", "Committed", "Aborted", "Settled"],
            Enum.GetNames<BundleState>());
    }

    [Fact]
    public void Codes_of_refused_attestations_are_what_callers_compare() => Assert.Equal(
        ["not-reporter", "not-fulfilled", "node-unavailable"],
        [AttestationRefusal.NotReporter, AttestationRefusal.NotFulfilled, AttestationRefusal.NodeUnavailable]);

    [Fact]
    public void Routes_are_what_callers_send()
    {
        Assert.Equal("/v1/blocks?from=18446744073709551615&limit=64&bodies=true",
            OrderingRoutes.BlocksFrom(ulong.MaxValue, 64, bodies: true));
        Assert.Equal("/v1/lanes/901/status", OrderingRoutes.LaneStatusOf(901));
        Assert.Equal("/v1/rollups/901/transactions/0xab/proof", PublisherRoutes.TransactionProofOf(901, "0xab"));
        Assert.Equal("/v1/rollups/901/transactions/0xab", PublisherRoutes.TransactionOf(901, "0xab"));
        Assert.Equal("/v1/bundles/0xab", BundlesRoutes.BundleOf("0xab"));
        Assert.Equal(
            ["/v1/bundles/validate", "/v1/reporter/attestations", "/v1/reporter/reports", "/v1/bundles/reports"],
            [BundlesRoutes.Validate, ReporterRoutes.Attestations, ReporterRoutes.Reports, IngressRoutes.BundleReports]);
    }
}
