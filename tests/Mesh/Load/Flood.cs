using System.Text;
using SharedSequencer.Primitives;

namespace SharedSequencer.Mesh.Tests.Load;

/// <summary>
/// Sends transactions with unrecoverable signatures to one rollup at a fixed rate: a refusal over quota says
/// "limit
/// exceeded", one that came as far as recovery says "invalid sender".
/// </summary>
internal sealed class Flood
{
    private const int PerRequest = 1_000;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(80);

    private readonly HttpClient _http;
    private readonly Uri _rpc;
    private readonly byte[] _body;
    private readonly long _started = TimeProvider.System.GetTimestamp();
    private readonly List<Task> _requests = [];
    private long _overQuota;
    private long _recovered;

    public Flood(HttpClient http, Uri ingress, ulong chainId)
    {
        _http = http;
        _rpc = new Uri(ingress, $"/rpc/{chainId}");
        var calls = Enumerable.Range(0, PerRequest).Select(i =>
            $$"""
            {"jsonrpc":"2.0","id":{{i}},"method":"eth_sendRawTransaction","params":["{{Raw(chainId, i)}}"]}
            """);
        _body = Encoding.ASCII.GetBytes($"[{string.Join(',', calls)}]");
    }

    /// <summary>Answers that named the limit.</summary>
    public long OverQuota => Interlocked.Read(ref _overQuota);

    /// <summary>Answers that named the signature.</summary>
    public long Recovered => Interlocked.Read(ref _recovered);

    /// <summary>How long it has been going on.</summary>
    public TimeSpan Elapsed => TimeProvider.System.GetElapsedTime(_started);

    /// <summary>Answered transactions per second since the beginning.</summary>
    public double Rate => (OverQuota + Recovered) / Elapsed.TotalSeconds;

    /// <summary>Sends until told to stop, whether or not earlier requests are answered.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Interval, TimeProvider.System);
        while (!stop.IsCancellationRequested)
        {
            _requests.Add(SendAsync());
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }

        await Task.WhenAll(_requests);
    }

    private static string Raw(ulong chainId, int nonce) =>
        Hex.Encode(Unrecoverable.Transaction(chainId, (ulong)nonce));

    private async Task SendAsync()
    {
        using var content = new ByteArrayContent(_body);
        content.Headers.ContentType = new("application/json");
        using var answer = await _http.PostAsync(_rpc, content);
        var text = await answer.Content.ReadAsStringAsync();
        Interlocked.Add(ref _overQuota, Count(text, "limit exceeded"));
        Interlocked.Add(ref _recovered, Count(text, "invalid sender"));
    }

    private static int Count(string text, string part)
    {
        var count = 0;
        for (var at = text.IndexOf(part, StringComparison.Ordinal); at >= 0;
            at = text.IndexOf(part, at + part.Length, StringComparison.Ordinal))
        {
            count++;
        }

        return count;
    }
}
