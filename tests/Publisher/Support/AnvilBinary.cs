namespace SharedSequencer.Publisher.Tests.Support;

/// <summary>Finds anvil: by the variable ANVIL, on the PATH, or where <c>./mesh</c> installs it.</summary>
internal static class AnvilBinary
{
    private const string Installed = "shared/LocalMesh/node_modules/@foundry-rs/anvil-linux-amd64/bin/anvil";

    public static string Path { get; } = Find();

    private static string Find()
    {
        var onPath = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
            .Select(folder => System.IO.Path.Combine(folder, "anvil"));
        return new[] { Environment.GetEnvironmentVariable("ANVIL") ?? "" }
            .Concat(onPath)
            .Concat(Ancestors().Select(folder => System.IO.Path.Combine(folder, Installed)))
            .FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException("anvil was not found; './mesh doctor' tells how to get it.");
    }

    private static IEnumerable<string> Ancestors()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = System.IO.Path.GetDirectoryName(folder))
            yield return folder;
    }
}
