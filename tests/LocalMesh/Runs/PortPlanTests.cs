using System.Net;
using System.Net.Sockets;
using SharedSequencer.Launcher;
using SharedSequencer.Launcher.Runs;

namespace SharedSequencer.LocalMesh.Tests.Runs;

public sealed class PortPlanTests
{
    [Fact]
    public void Fixed_ports_are_the_documented_ones()
    {
        using var plan = new PortPlan(fixedPorts: true);

        Assert.Equal(8080, plan.Port("ingress", "http", 8080));
    }

    [Fact]
    public void Two_runs_at_a_time_share_no_port_and_none_can_be_taken_by_an_outgoing_connection()
    {
        using var one = new PortPlan(fixedPorts: false);
        using var other = new PortPlan(fixedPorts: false);
        var ports = Enumerable.Range(0, 40)
            .SelectMany(index => new[] { one.Port("a", $"{index}", 1), other.Port("a", $"{index}", 1) })
            .ToList();

        Assert.Distinct(ports);
        Assert.All(ports, port => Assert.InRange(port, 20_000, 32_767));
    }

    [Fact]
    public void Free_ports_differ_from_each_other_and_stay_the_same_for_one_purpose()
    {
        using var plan = new PortPlan(fixedPorts: false);
        var ports = Enumerable.Range(0, 40).Select(index => plan.Port("ingress", $"{index}", 8080)).ToList();

        Assert.Distinct(ports);
        Assert.Equal(ports[7], plan.Port("ingress", "7", 8080));
    }

    [Fact]
    public void A_taken_port_is_named_before_anything_is_started()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        using var plan = new PortPlan(fixedPorts: true);
        plan.Port("ingress", "http", port);

        var refusal = Assert.Throws<LocalMeshException>(plan.RequireFree);
        Assert.Contains($"{port} (ingress:http)", refusal.Message);
    }
}
