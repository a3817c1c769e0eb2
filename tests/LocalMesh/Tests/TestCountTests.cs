using SharedSequencer.Launcher.Tests;

namespace SharedSequencer.LocalMesh.Tests.Tests;

public sealed class TestCountTests
{
    private const string Report = """{"results":{"summary":{"tests":6,"passed":3,"failed":2,"skipped":1,"other":0}}}""";

    [Fact]
    public void A_report_is_taken_as_it_is() =>
        Assert.Equal(new TestCount(3, 2, 1), TestCount.From(Report, exitCode: 1));

    [Fact]
    public void A_host_that_died_without_a_report_is_one_failure() =>
        Assert.Equal(new TestCount(0, 1, 0), TestCount.From(null, exitCode: 139));

    [Fact]
    public void A_host_that_reports_success_and_ends_badly_is_one_failure() =>
        Assert.Equal(
            new TestCount(3, 1, 0),
            TestCount.From("""{"results":{"summary":{"passed":3,"failed":0,"skipped":0}}}""", exitCode: 134));

    [Theory]
    [InlineData("")]
    [InlineData("{\"results\":{\"summary\":{\"passed\":3,")]
    [InlineData("{}")]
    [InlineData("{\"results\":{\"summary\":{\"passed\":\"x\",\"failed\":0,\"skipped\":0}}}")]
    public void A_report_that_cannot_be_read_is_one_failure(string report) =>
        Assert.Equal(new TestCount(0, 1, 0), TestCount.From(report, exitCode: 0));

    [Fact]
    public void A_project_without_tests_adds_nothing() =>
        Assert.Equal(default, TestCount.From(null, exitCode: 0));

    [Fact]
    public void The_sum_is_printed_in_the_agreed_form() =>
        Assert.Equal("4 passed, 2 failed, 1 skipped", (new TestCount(3, 2, 1) + new TestCount(1, 0, 0)).ToString());
}
