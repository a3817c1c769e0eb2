using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using SharedSequencer.StandIn.Http;
using SharedSequencer.StandIn.PubSub;

namespace SharedSequencer.StandIn.Handshake;

/// <summary>
/// What a sidecar does once its app listens: one <c>GET /dapr/config</c>, one <c>GET /dapr/subscribe</c>.
/// Unusable answers leave the sidecar ready, with no actor type or no subscription; only the log tells.
/// </summary>
internal sealed class AppHandshake(
    string appId, AppEndpoint app, AppChannel channel, TimeProvider time, ILogger logger)
{
    private static readonly byte[] NoActors = "{}"u8.ToArray();
    private static readonly byte[] NoSubscriptions = "[]"u8.ToArray();
    private static readonly TimeSpan ProbeInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>Waits, without limit, until the app's port accepts a connection.</summary>
    public async Task WaitForAppAsync(CancellationToken cancellationToken)
    {
        while (!await ListensAsync(cancellationToken))
            await Task.Delay(ProbeInterval, time, cancellationToken);
    }

    /// <exception cref="HttpRequestException">The app went away.</exception>
    public async Task<ActorConfig> ReadConfigAsync(CancellationToken cancellationToken)
    {
        if (await GetAsync("/dapr/config", NoActors, cancellationToken) is { } body && ActorConfig.TryParse(body, out var config))
            return config;
        logger.ActorConfigUnusable(appId);
        return ActorConfig.None;
    }

    /// <exception cref="HttpRequestException">The app went away.</exception>
    public async Task<IReadOnlyList<Subscription>> ReadSubscriptionsAsync(CancellationToken cancellationToken)
    {
        if (await GetAsync("/dapr/subscribe", NoSubscriptions, cancellationToken) is { } body
            && Subscription.TryParseList(body, out var subscriptions))
        {
            foreach (var odd in subscriptions.Where(subscription => subscription.AsksForUncovered))
                logger.SubscriptionNotCovered(appId, odd.Topic);
            return subscriptions;
        }
        logger.SubscriptionsUnusable(appId);
        return [];
    }

    // An app without the route has nothing to say, and that is nothing to warn about.
    private async Task<byte[]?> GetAsync(string path, byte[] absent, CancellationToken cancellationToken)
    {
        using var request = AppChannel.Request(HttpMethod.Get, app, path);
        request.Headers.TryAddWithoutValidation("dapr-app-id", appId);
        request.Content = new ByteArrayContent([]);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var response = await channel.SendAsync(request, cancellationToken);
        return response.StatusCode switch
        {
            HttpStatusCode.OK => await response.Content.ReadAsByteArrayAsync(cancellationToken),
            HttpStatusCode.NotFound => absent,
            _ => null,
        };
    }

    private async Task<bool> ListensAsync(CancellationToken cancellationToken)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, app.Port), cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
