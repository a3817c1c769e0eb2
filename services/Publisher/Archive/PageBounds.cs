namespace SharedSequencer.Publisher.Archive;

/// <summary>How much one page may hold.</summary>
/// <param name="Blocks">Most rollup blocks.</param>
/// <param name="Bytes">Encoded bytes after which no further block is added.</param>
internal readonly record struct PageBounds(int Blocks, int Bytes)
{
    /// <summary>One block.</summary>
    public static PageBounds Single => new(1, 1);

    /// <summary>What a stream or a driver reads at once.</summary>
    public static PageBounds Stream => new(64, 1024 * 1024);
}
