namespace SharedSequencer.DaprConformance.Tests.Support;

/// <summary>The sidecars under test: the stand-in, or real daprd processes.</summary>
internal interface ISidecars : IAsyncDisposable
{
    /// <summary>Npgsql connection string of the actor state.</summary>
    string StateConnection { get; }

    int HttpPort(string appId);

    int GrpcPort(string appId);

    /// <summary>Stops one sidecar as SIGTERM does; returns when it is gone.</summary>
    Task StopAsync(string appId);

    /// <summary>Kills one sidecar; its app stays.</summary>
    Task KillAsync(string appId);

    /// <summary>Starts a sidecar that is gone, on its old ports.</summary>
    Task StartAsync(string appId, CancellationToken cancellationToken);

    /// <summary>Waits until nothing of a topic is left to deliver to an app that cannot be reached.</summary>
    Task DrainAsync(string topic, CancellationToken cancellationToken);

    /// <summary>Lets another host of the same actor type join, so that <see cref="CrashOtherHostAsync"/> can take it away.</summary>
    Task AddOtherHostAsync(string appId, CancellationToken cancellationToken);

    /// <summary>What the remaining hosts go through when another one crashes.</summary>
    Task CrashOtherHostAsync(CancellationToken cancellationToken);

    /// <summary>Takes placement away, or brings it back.</summary>
    Task SetPlacementAsync(bool connected, CancellationToken cancellationToken);

    /// <summary>Takes the broker away, or brings it back.</summary>
    Task SetBrokerAsync(bool up, CancellationToken cancellationToken);
}
