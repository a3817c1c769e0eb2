using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using SharedSequencer.StandIn.Http;
using SharedSequencer.StandIn.Resilience;
using SharedSequencer.StandIn.State;

namespace SharedSequencer.StandIn.PubSub;

/// <summary>
/// Delivers the messages of one subscription to its app. Without a retry policy there is exactly one attempt;
/// what is left over goes to the dead-letter topic, or is lost.
/// </summary>
internal sealed class Subscriber(
    Subscription subscription, AppEndpoint app, AppChannel channel, Broker broker, TimeProvider time, ILogger logger)
{
    private static readonly MediaTypeHeaderValue CloudEvent = new("application/cloudevents+json");

    /// <summary>Reads the app's group of the topic until <paramref name="stop"/>.</summary>
    public Task RunAsync(string appId, RetryPolicy? policy, CancellationToken stop, CancellationToken abort) =>
        broker.Topic(subscription.PubSub, subscription.Topic).Group(appId)
            .ConsumeAsync((message, cancelled) => DeliverAsync(message, policy, cancelled), stop, abort);

    private async Task DeliverAsync(StoredMessage message, RetryPolicy? policy, CancellationToken abort)
    {
        if (message.Expires is { } expiry && expiry <= time.GetUtcNow()) return;
        for (var retries = 0; ; retries++)
        {
            var verdict = await PostAsync(message, abort);
            if (verdict == DeliveryVerdict.Success) return;
            if (verdict == DeliveryVerdict.Drop || policy is null || !policy.Allows(retries)) break;
            await Task.Delay(policy.Delay(retries), time, abort);
        }
        GiveUp(message);
    }

    private void GiveUp(StoredMessage message)
    {
        if (subscription.DeadLetterTopic is not { } deadLetters)
        {
            logger.MessageLost(subscription.Topic);
            return;
        }
        logger.MessageDeadLettered(subscription.Topic, deadLetters);
        if (broker.Publish(subscription.PubSub, deadLetters, message) is { } refusal)
            logger.DeadLetterRefused(deadLetters, refusal);
    }

    private async Task<DeliveryVerdict> PostAsync(StoredMessage message, CancellationToken abort)
    {
        using var request = AppChannel.Request(HttpMethod.Post, app, subscription.Path);
        request.Content = new ReadOnlyMemoryContent(message.Envelope);
        request.Content.Headers.ContentType = CloudEvent;
        request.Headers.TryAddWithoutValidation("pubsubname", subscription.PubSub);
        request.Headers.TryAddWithoutValidation(TraceParent.Header, TraceParent.Continue(message.TraceParent));
        foreach (var (name, value) in message.Metadata) request.Headers.TryAddWithoutValidation(name, value);
        try
        {
            using var response = await channel.SendAsync(request, abort);
            return await JudgeAsync(response, abort);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            abort.ThrowIfCancellationRequested();
            logger.DeliveryFailed(failure, subscription.Topic);
            return DeliveryVerdict.Retry;
        }
    }

    private static async Task<DeliveryVerdict> JudgeAsync(HttpResponseMessage response, CancellationToken abort)
    {
        if (response.StatusCode == HttpStatusCode.NotFound) return DeliveryVerdict.Drop;
        if (!response.IsSuccessStatusCode) return DeliveryVerdict.Retry;
        var body = await response.Content.ReadAsByteArrayAsync(abort);
        return Status(body) switch
        {
            "" or "SUCCESS" => DeliveryVerdict.Success,
            "DROP" => DeliveryVerdict.Drop,
            _ => DeliveryVerdict.Retry,
        };
    }

    private static string Status(byte[] body)
    {
        if (body.Length == 0) return "";
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("status", out var status)
                && status.ValueKind == JsonValueKind.String
                    ? GoString.Text(status)
                    : "";
        }
        catch (JsonException)
        {
            return "";
        }
    }
}
