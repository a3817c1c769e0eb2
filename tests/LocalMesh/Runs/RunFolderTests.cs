using SharedSequencer.Launcher;
using SharedSequencer.Launcher.Runs;

namespace SharedSequencer.LocalMesh.Tests.Runs;

public sealed class RunFolderTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mesh-run-");

    private string Run => Path.Combine(_folder.FullName, "up");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_folder_in_use_is_refused_and_free_again_afterwards()
    {
        using (RunFolder.Take(Run, wipe: false))
            Assert.Throws<LocalMeshException>(() => RunFolder.Take(Run, wipe: false));
        using var again = RunFolder.Take(Run, wipe: false);
    }

    [Fact]
    public void Data_survives_until_a_fresh_start_is_asked_for()
    {
        var elsewhere = Directory.CreateDirectory(Path.Combine(_folder.FullName, "elsewhere"));
        using (var first = RunFolder.Take(Run, wipe: false))
        {
            File.WriteAllText(first.GenesisFile, "{}");
            File.CreateSymbolicLink(Path.Combine(Run, "postgres"), elsewhere.FullName);
        }

        using (var second = RunFolder.Take(Run, wipe: false))
            Assert.True(File.Exists(second.GenesisFile));
        using var third = RunFolder.Take(Run, wipe: true);
        Assert.False(File.Exists(third.GenesisFile));
        Assert.False(Directory.Exists(elsewhere.FullName));
    }

    [Fact]
    public void A_run_is_new_until_it_was_used_and_after_it_was_wiped()
    {
        using (var first = RunFolder.Take(Run, wipe: false))
        {
            Assert.True(first.IsNew);
            first.MarkUsed();
            Assert.False(first.IsNew);
        }

        using (var second = RunFolder.Take(Run, wipe: false))
            Assert.False(second.IsNew);
        using var third = RunFolder.Take(Run, wipe: true);
        Assert.True(third.IsNew);
    }

    [Fact]
    public void Keys_are_for_the_owner_alone()
    {
        using var run = RunFolder.Take(Run, wipe: false);

        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(run.Keys));
    }

    [Fact]
    public void A_deleted_run_leaves_nothing()
    {
        RunFolder.Take(Run, wipe: false).Delete();

        Assert.False(Directory.Exists(Run));
    }
}
