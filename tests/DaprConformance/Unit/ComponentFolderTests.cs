using SharedSequencer.StandIn.Hosting;

namespace SharedSequencer.DaprConformance.Tests.Unit;

public sealed class ComponentFolderTests
{
    [Fact]
    public void The_files_of_the_local_mesh_are_understood()
    {
        var components = ComponentFolder.Read(Path.Combine(RepositoryRoot(), "components", "local"));
        var pubSub = Assert.Single(components.PubSubs);
        Assert.Equal("mesh-pubsub", pubSub.Name);
        var retry = components.Resiliency.ForDeliveries("mesh-pubsub");
        Assert.NotNull(retry);
        Assert.InRange(retry.MaxRetries, 1, 100);
    }

    [Fact]
    public void A_broken_file_is_named()
    {
        var folder = Directory.CreateTempSubdirectory("components-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "odd.yaml"), "kind: [");
            var failure = Assert.Throws<InvalidDataException>(() => ComponentFolder.Read(folder));
            Assert.Contains("odd.yaml", failure.Message, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "SharedSequencer.sln"))) folder = folder.Parent;
        return folder.FullName;
    }
}
