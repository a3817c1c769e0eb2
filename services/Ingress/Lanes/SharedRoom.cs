namespace SharedSequencer.Ingress.Lanes;

/// <summary>Bytes of unordered entries over all lanes, shared by them.</summary>
internal sealed class SharedRoom(long capacity)
{
    private long _used;

    public bool HasRoom => Interlocked.Read(ref _used) < capacity;

    public void Take(int bytes) => Interlocked.Add(ref _used, bytes);

    public void Give(int bytes) => Interlocked.Add(ref _used, -bytes);
}
