using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Mime;
using System.Text.Json;
using SharedSequencer.Ingress.Chain;
using SharedSequencer.Messages;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ingress.Bundles;

/// <summary>Asks the bundles service by service invocation what the chain would say, and for attestations.</summary>
internal sealed class BundlesClient(HttpClient http)
{
    private const int MaxAnswerBytes = 64 * 1024;

    /// <summary>The answer; null when it does not answer as agreed.</summary>
    public async Task<ValidationAnswer?> ValidateAsync(Bundle bundle, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, BundlesRoutes.Validate)
        {
            Content = new ByteArrayContent(bundle.Encode())
            {
                Headers = { ContentType = new MediaTypeHeaderValue(MediaTypeNames.Application.Octet) },
            },
        };
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (response.StatusCode != HttpStatusCode.OK) return null;
            var body = await BoundedBody.ReadAsync(response.Content, MaxAnswerBytes, cancellationToken);
            return JsonSerializer.Deserialize<ValidationAnswer>(body.Span, MeshJson.Options) is { Code: not null } answer ? answer : null;
        }
        catch (Exception failure) when (
            failure is HttpRequestException or OperationCanceledException or IOException or JsonException
            && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }
}
