namespace SharedSequencer.Sentinel.Watching;

/// <summary>The newest picture, written by the watcher and read by everyone.</summary>
internal sealed class LatestPicture
{
    private Picture _picture = Picture.Empty;

    public Picture Picture
    {
        get => Volatile.Read(ref _picture);
        set => Volatile.Write(ref _picture, value);
    }
}
