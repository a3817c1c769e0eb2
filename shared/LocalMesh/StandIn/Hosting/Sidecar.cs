using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using SharedSequencer.StandIn.Actors;
using SharedSequencer.StandIn.Handshake;
using SharedSequencer.StandIn.Http;
using SharedSequencer.StandIn.PubSub;

namespace SharedSequencer.StandIn.Hosting;

/// <summary>
/// One life of one app's sidecar: handshake, actors, subscriptions. A sidecar that was lost and comes back is a new object.
/// </summary>
internal sealed class Sidecar : IDisposable
{
    private static readonly TimeSpan GracefulLimit = TimeSpan.FromSeconds(5);

    private readonly SidecarMesh mesh;
    private readonly string? apiToken;
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource stopping = new();
    private readonly CancellationTokenSource aborting = new();
    private Task life = Task.CompletedTask;

    public Sidecar(SidecarMesh mesh, string appId, AppEndpoint app, string? apiToken)
    {
        this.mesh = mesh;
        this.apiToken = apiToken;
        AppId = appId;
        App = app;
        Actors = new ActorHost(app, mesh.Channel, mesh.Time, mesh.Logger);
        Publishing = new PublishDoor(appId, mesh.Broker, mesh.Time);
    }

    public string AppId { get; }

    public AppEndpoint App { get; }

    public ActorHost Actors { get; }

    public PublishDoor Publishing { get; }

    public IReadOnlyList<Subscription> Subscriptions { get; private set; } = [];

    /// <summary>Attributes set through the metadata API.</summary>
    public ConcurrentDictionary<string, string> Attributes { get; } = new();

    /// <summary>Completes once the app listens and the handshake is done.</summary>
    public Task Ready => ready.Task;

    public bool IsReady => ready.Task.IsCompletedSuccessfully && !stopping.IsCancellationRequested;

    /// <summary>Asked for by the shutdown API; the host then stops this sidecar.</summary>
    public event Action? ShutdownRequested;

    public void RequestShutdown() => ShutdownRequested?.Invoke();

    /// <summary>True when no token is set or this is the one.</summary>
    public bool Accepts(string? token) => apiToken is null || token is not null
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(apiToken));

    /// <summary>Starts the handshake, which waits for the app as long as it takes.</summary>
    public void Start()
    {
        mesh.Running[AppId] = this;
        life = LiveAsync();
    }

    /// <summary>
    /// Stops as daprd does on SIGTERM: running turns are cut at once, each actor gets one DELETE, running deliveries
    /// are waited for.
    /// </summary>
    public async Task StopAsync()
    {
        Leave();
        using var limit = new CancellationTokenSource(GracefulLimit, mesh.Time);
        await Actors.HaltAsync(CutReason.Stopped, limit.Token);
        await life.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        mesh.Logger.SidecarStopped(AppId);
    }

    /// <summary>Vanishes as if killed: no DELETE, running deliveries stay unacknowledged.</summary>
    public async Task KillAsync()
    {
        await aborting.CancelAsync();
        Leave();
        Actors.Abandon();
        await life.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose()
    {
        stopping.Dispose();
        aborting.Dispose();
    }

    private void Leave()
    {
        stopping.Cancel();
        mesh.Running.TryRemove(new KeyValuePair<string, Sidecar>(AppId, this));
        mesh.Placement.Withdraw(Actors);
    }

    private async Task LiveAsync()
    {
        try
        {
            await ShakeHandsAsync();
            mesh.Placement.Register(Actors);
            ready.SetResult();
            mesh.Logger.HandshakeDone(AppId, Actors.Types.Count, Subscriptions.Count);
            await Task.WhenAll([Actors.SweepAsync(stopping.Token), .. Subscriptions.Where(IsKnown).Select(ReadTopicAsync)]);
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
        catch (Exception failure)
        {
            mesh.Logger.SidecarFailed(failure, AppId);
            throw;
        }
        finally
        {
            // Leave may have come between the handshake and the registration.
            mesh.Placement.Withdraw(Actors);
        }
    }

    // An app that dies meanwhile is asked again, from the start, once it listens again.
    private async Task ShakeHandsAsync()
    {
        var handshake = new AppHandshake(AppId, App, mesh.Channel, mesh.Time, mesh.Logger);
        while (true)
        {
            await handshake.WaitForAppAsync(stopping.Token);
            try
            {
                Actors.Configure(await handshake.ReadConfigAsync(stopping.Token));
                Subscriptions = await handshake.ReadSubscriptionsAsync(stopping.Token);
                return;
            }
            catch (Exception broken) when (broken is HttpRequestException or IOException)
            {
                mesh.Logger.HandshakeBroken(broken, AppId);
            }
        }
    }

    private bool IsKnown(Subscription subscription) => mesh.Broker.Knows(subscription.PubSub);

    private Task ReadTopicAsync(Subscription subscription) =>
        new Subscriber(subscription, App, mesh.Channel, mesh.Broker, mesh.Time, mesh.Logger)
            .RunAsync(AppId, mesh.Resiliency.ForDeliveries(subscription.PubSub), stopping.Token, aborting.Token);
}
