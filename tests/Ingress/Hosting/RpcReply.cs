using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace SharedSequencer.Ingress.Tests.Hosting;

/// <summary>An answer over HTTP.</summary>
internal sealed record RpcReply(HttpStatusCode Status, JsonElement Json, HttpResponseHeaders Headers)
{
    public string Result => Json.GetProperty("result").GetString()!;

    public int ErrorCode => Json.GetProperty("error").GetProperty("code").GetInt32();

    public string ErrorText => Json.GetProperty("error").GetProperty("message").GetString()!;
}
