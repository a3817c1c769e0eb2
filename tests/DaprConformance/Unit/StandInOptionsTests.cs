using SharedSequencer.StandIn.Hosting;

namespace SharedSequencer.DaprConformance.Tests.Unit;

public sealed class StandInOptionsTests
{
    [Fact]
    public void Everything_wrong_is_reported_at_once()
    {
        var options = new StandInOptions { AdminPort = 3500, ComponentsFolder = "/no/such/folder" };
        options.Apps.Add(new AppOptions { AppId = "a", AppPort = 1, HttpPort = 3500 });
        options.Apps.Add(new AppOptions { AppId = "a", AppPort = 0 });
        var faults = StandInOptionsValidator.Check(options);
        Assert.Contains(faults, fault => fault.Contains("ConnectionString", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.Contains("Apps:1", StringComparison.Ordinal));
        Assert.Contains("app id a is given twice", faults);
        Assert.Contains("port 3500 is given twice", faults);
        Assert.Contains(faults, fault => fault.Contains("/no/such/folder", StringComparison.Ordinal));
    }
}
