namespace SharedSequencer.Conventions.Tree;

/// <summary>A file of the repository.</summary>
/// <param name="Path">Relative to the root, with forward slashes.</param>
internal sealed record TreeFile(string Path)
{
    private string? _text;

    public string Name => System.IO.Path.GetFileName(Path);

    public string Folder => System.IO.Path.GetDirectoryName(Path) ?? "";

    public string Text => _text ??= File.ReadAllText(System.IO.Path.Combine(SourceTree.Root, Path));

    public bool IsTest => Path.StartsWith("tests/", StringComparison.Ordinal);

    /// <summary>Whether it holds text, judged by a zero byte at its beginning.</summary>
    public bool IsText()
    {
        using var stream = File.OpenRead(System.IO.Path.Combine(SourceTree.Root, Path));
        Span<byte> start = stackalloc byte[512];
        var read = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        return !start[..read].Contains((byte)0);
    }
}
