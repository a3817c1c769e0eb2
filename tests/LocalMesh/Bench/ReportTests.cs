using System.Text.Json.Nodes;
using System.Xml.Linq;
using SharedSequencer.Launcher.Bench;

namespace SharedSequencer.LocalMesh.Tests.Bench;

public sealed class ReportTests
{
    private static readonly OrderReport Order = new(
        [Round(1_000, 2_000), Round(3_000, 1_500), Round(2_000, 500)], Validators: 4, "none");

    private static readonly LatencyReport Latency = new(
        Samples(40, 50, 100), Samples(60, 80, 200), 2_000, 1_000, 4, "none");

    [Fact]
    public void Order_tells_medians_and_their_ratio()
    {
        var json = JsonNode.Parse(OrderJson.Write(Order))!;

        Assert.Equal(2_000, (double)json["mesh"]!["rate"]!);
        Assert.Equal(1_500, (double)json["anvil"]!["rate"]!);
        Assert.Equal(1.33, (double)json["ratio"]!["rate"]!);
        Assert.Equal(100, (double)json["mesh"]!["cpuMicros"]!);
        Assert.Equal(0.5, (double)json["ratio"]!["cpuMicros"]!);
        Assert.Equal(0.25, (double)json["meshCoresBesideAnvil"]!);
    }

    [Fact]
    public void Validators_of_other_operators_stand_under_one_name() => Assert.Equal(
        new Dictionary<string, double> { ["ordering"] = 40, ["validator"] = 50, ["validator-postgres"] = 10 },
        Order.CpuByProcess);

    [Fact]
    public void Latency_is_told_in_milliseconds_and_in_block_intervals()
    {
        var json = JsonNode.Parse(LatencyJson.Write(Latency))!;

        Assert.Equal(50, (double)json["blockIntervalMs"]!);
        Assert.Equal(50, (double)json["idle"]!["p50Ms"]!);
        Assert.Equal(1, (double)json["idle"]!["p50"]!);
        Assert.Equal(4, (double)json["halfLoad"]!["p99"]!);
        Assert.Equal(10, (double)json["halfLoad"]!["partsMs"]!["certified"]!);
        Assert.Equal(80 - 2 - 10 - 20, (double)json["halfLoad"]!["partsMs"]!["final"]!);
    }

    [Fact]
    public void Nodes_of_rollups_do_not_count_as_cost_of_order()
    {
        var nothing = new Dictionary<string, TimeSpan>();
        var after = new Dictionary<string, TimeSpan>
        {
            ["ingress"] = TimeSpan.FromMilliseconds(3),
            ["rollup-901"] = TimeSpan.FromMilliseconds(5),
        };

        Assert.Equal(new Dictionary<string, double> { ["ingress"] = 30 }, CpuUse.PerTransaction(nothing, after, 100));
        Assert.Equal(0.5, CpuUse.Share(nothing, after, TimeSpan.FromMilliseconds(6)));
    }

    [Fact]
    public void Pictures_are_well_formed_and_name_what_they_show()
    {
        var growth = new GrowthReport([new GrowthSeries("n", "a & b", [1, 10], [2, 200], "")], 4, "none");
        foreach (var (picture, text) in (ReadOnlySpan<(string, string)>)
        [
            (BenchPictures.Of(Order), "2,000"), (BenchPictures.Of(Latency), "alone"), (BenchPictures.Of(growth), "a & b"),
        ])
        {
            var texts = XDocument.Parse(picture).Descendants().Where(e => e.Name.LocalName == "text");
            Assert.Contains(text, texts.Select(element => element.Value));
        }
    }

    private static LatencySample[] Samples(params double[] totals) =>
        [.. totals.Select(total => new LatencySample(total, Received: 2, Certified: 10, Proposed: 20))];

    private static OrderRound Round(double mesh, double anvil) => new(
        mesh,
        anvil,
        new Dictionary<string, double>
        {
            ["ordering"] = 40,
            ["validator-2"] = 20,
            ["validator-3"] = 30,
            ["validator-postgres-2"] = 4,
            ["validator-postgres-3"] = 6,
        },
        200,
        0.25);
}
