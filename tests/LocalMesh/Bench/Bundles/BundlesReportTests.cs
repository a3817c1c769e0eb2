using System.Text.Json.Nodes;
using SharedSequencer.Launcher.Bench;
using SharedSequencer.Protocol;

namespace SharedSequencer.LocalMesh.Tests.Bench.Bundles;

public sealed class BundlesReportTests
{
    private static readonly BundlesReport Report = new(
        [Round(400, 10, 5, 1_000), Round(900, 30, 2, 4_000), Round(500, 20, 9, 2_000)],
        FlightResult.Together([Flight(256, 90, 100), Flight(1, 40, 60), Flight(256, 80, 300), Flight(1, 50, 200)]),
        new Dictionary<string, BundleEnds>
        {
            ["rate"] = new(600, new Dictionary<OutcomeCode, int>()),
            ["settle"] = new(200, new Dictionary<OutcomeCode, int> { [OutcomeCode.AbortedDeadline] = 1 }),
        },
        Validators: 4,
        "none");

    [Fact]
    public void The_rate_is_the_median_of_the_rounds()
    {
        var json = Json();

        Assert.Equal(500, (double)json["rate"]!);
        Assert.Equal([400, 900, 500], json["rates"]!.AsArray().Select(rate => (double)rate!));
    }

    [Fact]
    public void Latencies_stand_under_the_number_in_flight_over_all_rounds()
    {
        var flights = Json()["inFlight"]!.AsObject();

        Assert.Equal(["1", "256"], flights.Select(flight => flight.Key));
        Assert.Equal((40.0, 50.0, 2), Figures(flights["1"]!["softCommit"]!));
        Assert.Equal((100.0, 300.0, 2), Figures(flights["256"]!["settle"]!));
        Assert.Equal(2, (double)Json()["cost"]!["softCommit"]!);
    }

    [Fact]
    public void Aborts_are_told_by_phase_and_reason()
    {
        var aborts = Json()["aborts"]!;

        Assert.Equal(0, (double)aborts["rate"]!["rate"]!);
        Assert.Empty(aborts["rate"]!["reasons"]!.AsObject());
        Assert.Equal(0.005, (double)aborts["settle"]!["rate"]!);
        Assert.Equal(1, (int)aborts["settle"]!["reasons"]!["AbortedDeadline"]!);
    }

    [Fact]
    public void Of_the_sagas_the_worst_is_told()
    {
        var saga = Json()["saga"]!;

        Assert.Equal((9, 30, 4_000), ((int)saga["backlogMax"]!, (int)saga["behindMax"]!, (int)saga["drainMs"]!));
    }

    [Fact]
    public void Nothing_is_lost_in_an_empty_report()
    {
        Assert.Equal(BundleEnds.None.Bundles, BundleEnds.Of([]).Bundles);
        Assert.Empty(FlightResult.Together([]));
    }

    private static JsonObject Json() => JsonNode.Parse(BundlesJson.Write(Report))!.AsObject();

    private static (double P50, double P99, int Samples) Figures(JsonNode json) =>
        ((double)json["p50"]!, (double)json["p99"]!, (int)json["samples"]!);

    private static FlightResult Flight(int inFlight, double softCommit, double settle) => new(inFlight, [softCommit], [settle]);

    private static BundleRound Round(double rate, long behind, long backlog, double drainMs) => new(
        rate,
        behind,
        backlog,
        TimeSpan.FromMilliseconds(drainMs),
        new Dictionary<string, double> { ["ingress"] = 10, ["validator-2"] = 20, ["validator-3"] = 30 });
}
