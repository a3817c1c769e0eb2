using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using SharedSequencer.Protocol;

namespace SharedSequencer.Client;

/// <summary>Reads <c>GET /v1/rollups/{id}/stream</c> of a publisher (Server-Sent Events).</summary>
public sealed class SseRollupLogSource : IRollupLogSource
{
    /// <summary>Type of the events that carry a rollup block.</summary>
    private const string BlockEvent = "block";

    /// <summary>Type of the last event, which says why the publisher ends the stream.</summary>
    private const string EndEvent = "end";

    private readonly HttpClient _http;
    private readonly Uri _publisher;
    private readonly RollupLogLimits _limits;
    private readonly TimeProvider _time;

    /// <summary>Uses a publisher.</summary>
    /// <param name="http">Not disposed here; its timeout must be infinite or long, since it covers connecting
    /// only.</param>
    /// <param name="publisher">The root, e.g. <c>http://127.0.0.1:8082</c>.</param>
    /// <param name="limits">Bounds; null for the defaults.</param>
    /// <param name="time">Clock of the idle limit; null for the system's.</param>
    public SseRollupLogSource(HttpClient http, Uri publisher, RollupLogLimits? limits = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(publisher);
        _http = http;
        _publisher = publisher;
        _limits = limits ?? new RollupLogLimits();
        _time = time ?? TimeProvider.System;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<RollupBlockProof> ReadAsync(
        RollupId rollup, ulong from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var silence = new CancellationTokenSource(_limits.MaxSilence, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, cancellationToken);
        using var response = await ConnectAsync(rollup, from, either.Token, cancellationToken);
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var reader = new ServerSentEventReader(stream, _limits.MaxEventBytes)
        {
            BytesArrived = () => silence.CancelAfter(_limits.MaxSilence),
        };
        await using var events = reader.ReadAsync(either.Token).GetAsyncEnumerator(either.Token);
        while (await StepAsync(events, cancellationToken))
        {
            if (events.Current.Type == BlockEvent)
            {
                yield return Decode(events.Current);
            }
            else if (events.Current.Type == EndEvent)
            {
                throw new StreamBrokenException($"The publisher ended the stream: {events.Current.Content}");
            }
        }

        throw new StreamBrokenException("The publisher closed the stream.");
    }

    private async Task<HttpResponseMessage> ConnectAsync(
        RollupId rollup, ulong from, CancellationToken either, CancellationToken caller)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Get, new Uri(_publisher, $"/v1/rollups/{rollup}/stream?from={from}"));
        request.Headers.Accept.ParseAdd("text/event-stream");
        HttpResponseMessage response;
        try
        {
            response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either);
        }
        catch (Exception problem) when (IsBroken(problem, caller))
        {
            throw new StreamBrokenException("The publisher cannot be reached.", problem);
        }

        var status = response.StatusCode;
        if (status == HttpStatusCode.OK)
        {
            return response;
        }

        response.Dispose();
        throw status is HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError
            ? new StreamBrokenException($"The publisher answered {(int)status}.")
            : new UnexpectedAnswerException($"The publisher answered {(int)status} to rollup {rollup} from {from}.");
    }

    private static async Task<bool> StepAsync(IAsyncEnumerator<ServerSentEvent> events, CancellationToken caller)
    {
        try
        {
            return await events.MoveNextAsync();
        }
        catch (Exception problem) when (IsBroken(problem, caller))
        {
            throw new StreamBrokenException("The stream broke or fell silent.", problem);
        }
    }

    private static bool IsBroken(Exception problem, CancellationToken caller) =>
        problem is HttpRequestException or IOException or OperationCanceledException && !caller.IsCancellationRequested;

    private static RollupBlockProof Decode(ServerSentEvent message)
    {
        try
        {
            using var json = JsonDocument.Parse(message.Content);
            return RollupBlockProof.TryDecode(JsonFields.Bytes(json.RootElement, "rlp"), out var proof)
                ? proof
                : throw JsonFields.Missing("rlp");
        }
        catch (JsonException problem)
        {
            throw new UnexpectedAnswerException("An event of the stream is not JSON.", problem);
        }
    }
}
