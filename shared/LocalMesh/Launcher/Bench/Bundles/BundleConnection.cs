using System.Text;

namespace SharedSequencer.Launcher.Bench;

/// <summary>A user's connection to the ingress: hands in prepared bundles, and waits there for what becomes of them.</summary>
internal sealed class BundleConnection : IDisposable
{
    private const string Route = "/v1/bundles";
    private const string WaitingRoute = "/v1/bundles?wait=30000";

    private readonly LoadConnection _connection;

    private BundleConnection(LoadConnection connection) => _connection = connection;

    public static async Task<BundleConnection> OpenAsync(Uri ingress, CancellationToken cancellation) =>
        new(await LoadConnection.OpenAsync(ingress, cancellation));

    /// <summary>Done when the bundle is journaled.</summary>
    public async Task SendAsync(PreparedBundle bundle, CancellationToken cancellation) =>
        Require(bundle, await PostAsync(Route, bundle, cancellation), "\"status\":\"");

    /// <summary>Done when the chain has included the bundle, or refused it.</summary>
    public async Task OrderAsync(PreparedBundle bundle, CancellationToken cancellation)
    {
        var answer = await PostAsync(WaitingRoute, bundle, cancellation);
        Require(bundle, answer, "\"status\":\"Included\"", "\"status\":\"Refused\"");
    }

    /// <summary>Done when the chain has decided.</summary>
    public async Task DecideAsync(PreparedBundle bundle, CancellationToken cancellation)
    {
        await SendAsync(bundle, cancellation);
        // The stream of events ends with the last thing that the chain has to say: its end is the answer's end.
        var events = await _connection.ExchangeAsync("GET", $"{Route}/{bundle.Id}/events", [], cancellation);
        if (events.Span.IndexOf("event: decision"u8) < 0)
            throw new LocalMeshException($"Bundle {bundle.Id} was not decided: {LoadConnection.Excerpt(events.Span)}");
    }

    public void Dispose() => _connection.Dispose();

    private Task<ReadOnlyMemory<byte>> PostAsync(string route, PreparedBundle bundle, CancellationToken cancellation) =>
        _connection.ExchangeAsync("POST", route, bundle.Body, cancellation);

    private static void Require(PreparedBundle bundle, ReadOnlyMemory<byte> answer, params ReadOnlySpan<string> statuses)
    {
        foreach (var status in statuses)
        {
            if (answer.Span.IndexOf(Encoding.ASCII.GetBytes(status)) >= 0
                && answer.Span.IndexOf(Encoding.ASCII.GetBytes(bundle.Id)) >= 0)
                return;
        }

        throw new LocalMeshException($"Bundle {bundle.Id} was not taken: {LoadConnection.Excerpt(answer.Span)}");
    }
}
