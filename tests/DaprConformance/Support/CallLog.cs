using SharedSequencer.Testing;

namespace SharedSequencer.DaprConformance.Tests.Support;

/// <summary>All calls to all apps of a world, in order of arrival.</summary>
internal sealed class CallLog
{
    private readonly Lock gate = new();
    private readonly List<AppCall> calls = [];
    private int start;

    /// <summary>Everything since the last <see cref="Forget"/>.</summary>
    public IReadOnlyList<AppCall> All
    {
        get
        {
            lock (gate)
            {
                return calls[start..];
            }
        }
    }

    /// <summary>As <see cref="All"/>, without the two handshake calls of each app.</summary>
    public IReadOnlyList<AppCall> Work => [.. All.Where(call => !call.IsHandshake)];

    public void Add(AppCall call)
    {
        lock (gate)
        {
            calls.Add(call);
        }
    }

    public void Forget()
    {
        lock (gate)
        {
            start = calls.Count;
        }
    }

    /// <summary>Waits for as many calls as given and returns them.</summary>
    public async Task<IReadOnlyList<AppCall>> WaitAsync(
        int count, CancellationToken cancellationToken, Func<AppCall, bool>? which = null)
    {
        which ??= _ => true;
        await Eventually.HoldsAsync(
            () => Work.Count(which) >= count, $"{count} app calls; got {string.Join("; ", Work)}", cancellationToken);
        return [.. Work.Where(which)];
    }
}
