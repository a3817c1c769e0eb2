namespace SharedSequencer.Conventions.Tree;

/// <summary>Turns a list of offences into a test result that names every place.</summary>
internal static class Offences
{
    public static void None(IEnumerable<string> found, string rule)
    {
        var list = found.Order(StringComparer.Ordinal).ToList();
        Assert.True(list.Count == 0, $"{rule}{Environment.NewLine}{string.Join(Environment.NewLine, list)}");
    }
}
