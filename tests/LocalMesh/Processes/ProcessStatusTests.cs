using SharedSequencer.Launcher.Processes;

namespace SharedSequencer.LocalMesh.Tests.Processes;

public sealed class ProcessStatusTests
{
    [Fact]
    public void A_program_name_with_spaces_and_parentheses_does_not_shift_the_fields()
    {
        var status = ProcessStatus.Parse(
            "42 (a (b) c) S 7 42 42 0 -1 4194560 100 0 0 0 150 50 25 75 20 0 1 0 98765 1000 10 0");

        Assert.Equal(new ProcessStatus('S', 7, TimeSpan.FromSeconds(3), 98765), status);
    }

    [Fact]
    public void This_process_is_alive_and_an_id_that_was_never_used_is_not()
    {
        Assert.True(ProcessIdentity.TryRead(Environment.ProcessId, out var self));
        Assert.True(self.IsAlive);
        Assert.False((self with { StartTicks = self.StartTicks + 1 }).IsAlive);
        Assert.False((self with { Boot = "another boot" }).IsAlive);
        Assert.False(ProcessIdentity.TryRead(int.MaxValue, out _));
    }
}
