using System.Text.Json;

namespace SharedSequencer.StandIn.Http;

/// <summary>daprd's error body: <c>{"errorCode": …, "message": …}</c>.</summary>
internal static class ErrorAnswer
{
    private const string NoAppId = "failed getting app id either from the URL path or the header dapr-app-id";

    public static async Task WriteAsync(HttpContext context, int status, string code, string message)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await using var writer = new Utf8JsonWriter(context.Response.BodyWriter);
        writer.WriteStartObject();
        writer.WriteString("errorCode", code);
        writer.WriteString("message", message);
        writer.WriteEndObject();
    }

    /// <summary>Every path that is no API route counts as a service invocation that names no app.</summary>
    public static Task UnknownRouteAsync(HttpContext context) =>
        WriteAsync(context, StatusCodes.Status404NotFound, "ERR_DIRECT_INVOKE", NoAppId);
}
