using System.Net;
using SharedSequencer.StandIn.Http;

namespace SharedSequencer.StandIn.Actors;

/// <summary>Sends one call to the app and relays its answer. Only 200 is success.</summary>
internal sealed class ActorTurn(AppEndpoint app, AppChannel channel)
{
    // What daprd's message between two sidecars adds to the body of an answer.
    private const int RemoteAnswerOverhead = 101;
    private const string ErrorHeader = "X-DaprErrorResponseHeader";

    public async Task<TurnOutcome> RunAsync(ActorCall call, TurnTerms terms, RunningTurn turn, HttpResponse answer)
    {
        using var request = call.ToRequest(app, terms.IsRemote);
        try
        {
            using var response = await channel.SendAsync(request, turn.Token);
            return await JudgeAsync(call, terms, response, answer, turn.Token);
        }
        catch (Exception) when (answer.HasStarted)
        {
            // Half an answer cannot be taken back: the caller sees a broken connection.
            answer.HttpContext.Abort();
            return TurnOutcome.Answered;
        }
        catch (Exception failure) when (turn.Reason != CutReason.None && failure is not OutOfMemoryException)
        {
            return CutBy(turn.Reason);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            terms.CallerLeft.ThrowIfCancellationRequested();
            return TurnOutcome.Failed(GoNetError.Describe(request, failure));
        }
    }

    private static async Task<TurnOutcome> JudgeAsync(
        ActorCall call, TurnTerms terms, HttpResponseMessage response, HttpResponse answer, CancellationToken cancellationToken)
    {
        if (response.StatusCode == HttpStatusCode.NotFound)
            return TurnOutcome.Refused($"actor method not found: actors/{call.Actor}/method/{call.Method}");
        if (response.StatusCode != HttpStatusCode.OK)
        {
            var text = await response.Content.ReadAsStringAsync(cancellationToken);
            return TurnOutcome.Failed($"error from actor service: ({(int)response.StatusCode}) {text}");
        }
        if (terms.RetriesErrorHeader && response.Headers.Contains(ErrorHeader))
            return TurnOutcome.Failed("error from actor service: the actor threw");
        var size = response.Content.Headers.ContentLength + RemoteAnswerOverhead;
        if (terms.IsRemote && size > CallBody.MaxBytes)
        {
            return TurnOutcome.Refused(
                "rpc error: code = ResourceExhausted desc = grpc: trying to send message larger than max " +
                $"({size} vs. {CallBody.MaxBytes})");
        }
        await RelayAsync(response, answer, cancellationToken);
        return TurnOutcome.Answered;
    }

    private static async Task RelayAsync(
        HttpResponseMessage response, HttpResponse answer, CancellationToken cancellationToken)
    {
        answer.StatusCode = StatusCodes.Status200OK;
        HopHeaders.Copy(response, answer);
        if (answer.ContentType is null) answer.ContentType = "application/json";
        await response.Content.CopyToAsync(answer.Body, cancellationToken);
    }

    private static TurnOutcome CutBy(CutReason reason) => reason switch
    {
        CutReason.Moved => TurnOutcome.Cut,
        CutReason.Timeout => TurnOutcome.Failed("context deadline exceeded"),
        _ => TurnOutcome.Refused("context canceled"),
    };
}
