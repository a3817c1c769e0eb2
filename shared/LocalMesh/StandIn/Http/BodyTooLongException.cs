namespace SharedSequencer.StandIn.Http;

/// <summary>A request body was cut at the limit while it was streamed to the app.</summary>
internal sealed class BodyTooLongException(long declared) : IOException(
    "net/http: HTTP/1.x transport connection broken: http: " +
    $"ContentLength={declared} with Body length {CallBody.MaxBytes}");
