using System.Globalization;

namespace SharedSequencer.Launcher.Sidecars;

/// <summary>The fault switches of the stand-in. Real daprd has none.</summary>
/// <param name="http">Not disposed here.</param>
/// <param name="admin">The stand-in's admin address.</param>
public sealed class SidecarFaults(HttpClient http, Uri admin)
{
    /// <summary>Cuts running actor calls and sends them again, as when a host joins or leaves.</summary>
    /// <param name="deactivate">Whether every actor is also told to go.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    public Task RebalanceAsync(bool deactivate, CancellationToken cancellation) =>
        PostAsync($"faults/rebalance?deactivate={Text(deactivate)}", cancellation);

    /// <summary>Placement lost: actor calls and actor state get no answer until it is switched off.</summary>
    public Task HangAsync(bool on, CancellationToken cancellation) =>
        PostAsync($"faults/hang?on={Text(on)}", cancellation);

    /// <summary>The next messages of a topic vanish; publishers see success.</summary>
    public Task LoseAsync(string topic, int count, CancellationToken cancellation) =>
        PostAsync($"faults/topics/{topic}/lose?count={count}", cancellation);

    /// <summary>The next deliveries of a topic happen twice.</summary>
    public Task RedeliverAsync(string topic, int count, CancellationToken cancellation) =>
        PostAsync($"faults/topics/{topic}/redeliver?count={count}", cancellation);

    /// <summary>The next messages of a topic are held back.</summary>
    public Task DelayAsync(string topic, int count, TimeSpan hold, CancellationToken cancellation) =>
        PostAsync($"faults/topics/{topic}/delay?count={count}&holdMs={Milliseconds(hold)}", cancellation);

    /// <summary>The next messages of a topic come in reverse order, at the latest after <paramref name="hold"/>.
    /// </summary>
    public Task ReorderAsync(string topic, int count, TimeSpan hold, CancellationToken cancellation) =>
        PostAsync($"faults/topics/{topic}/reorder?count={count}&holdMs={Milliseconds(hold)}", cancellation);

    /// <summary>Every publish fails, as with a stopped broker, until it is switched off.</summary>
    public Task FailPublishesAsync(bool failing, CancellationToken cancellation) =>
        PostAsync($"faults/publish?failing={Text(failing)}", cancellation);

    /// <summary>kill -9 of one service's sidecar.</summary>
    public Task LoseSidecarAsync(string appId, CancellationToken cancellation) =>
        PostAsync($"sidecars/{appId}/lose", cancellation);

    /// <summary>That sidecar starts again on the same ports.</summary>
    public Task ReturnSidecarAsync(string appId, CancellationToken cancellation) =>
        PostAsync($"sidecars/{appId}/return", cancellation);

    /// <summary>Everything off, all sidecars back.</summary>
    public Task ClearAsync(CancellationToken cancellation) => PostAsync("faults/clear", cancellation);

    private async Task PostAsync(string path, CancellationToken cancellation)
    {
        using var answer = await http.PostAsync(new Uri(admin, path), content: null, cancellation);
        answer.EnsureSuccessStatusCode();
    }

    private static string Text(bool value) => value ? "true" : "false";

    private static string Milliseconds(TimeSpan span) =>
        ((long)span.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
}
