using SharedSequencer.StandIn.Http;

namespace SharedSequencer.StandIn.Actors;

/// <summary>A call as it came to a sidecar, kept until it is answered so that it can be sent again.</summary>
/// <param name="Actor">The actor that is called.</param>
/// <param name="Method">The method and query, percent-encoded.</param>
/// <param name="Caller">App id of the sidecar that took the call.</param>
/// <param name="TraceParent">The trace the call belongs to.</param>
/// <param name="Headers">The caller's headers.</param>
/// <param name="Body">The caller's body.</param>
internal sealed record ActorCall(
    ActorAddress Actor,
    string Method,
    string Caller,
    string TraceParent,
    IHeaderDictionary Headers,
    CallBody Body)
{
    /// <summary>The path at the app.</summary>
    public string Path => $"/actors/{PathText.Encode(Actor.Type)}/{PathText.Encode(Actor.Id)}/method/{Method}";

    /// <summary>Builds the request that goes to the app.</summary>
    public HttpRequestMessage ToRequest(AppEndpoint app, bool isRemote)
    {
        var request = AppChannel.Request(HttpMethod.Put, app, Path);
        request.Content = Body.ToContent();
        HopHeaders.Copy(Headers, request);
        request.Headers.TryAddWithoutValidation(Http.TraceParent.Header, TraceParent);
        request.Headers.TryAddWithoutValidation("dapr-api-call", "true");
        request.Headers.TryAddWithoutValidation("dapr-caller-app-id", Caller);
        request.Headers.TryAddWithoutValidation("dapr-caller-namespace", "default");
        if (isRemote) request.Headers.TryAddWithoutValidation("x-dapr-remote", "true");
        return request;
    }
}
