using SharedSequencer.Launcher.Tests;

namespace SharedSequencer.LocalMesh.Tests.Tests;

public sealed class TestNotesTests
{
    [Fact]
    public void What_a_project_could_not_test_is_told_once_whatever_else_it_says() => Assert.Equal(
        ["note: real daprd: not run", "note: slow"],
        TestNotes.In("discovering\nnote: real daprd: not run\r\n a note: inside\nnote: slow\nnote: real daprd: not run\n"));

    [Fact]
    public void Usually_there_is_none() => Assert.Empty(TestNotes.In(""));
}
