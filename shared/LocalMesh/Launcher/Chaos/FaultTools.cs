using SharedSequencer.Launcher.Mesh;
using SharedSequencer.Launcher.Traffic;
using SharedSequencer.Protocol;

namespace SharedSequencer.Launcher.Chaos;

/// <summary>Breaks one thing of a mesh and makes it whole again. Returns when the committee is complete.</summary>
internal sealed class FaultTools(
    LocalMeshHost mesh, IReadOnlyList<ValidatorClient> validators, Committee committee, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly Dictionary<string, string> Nothing = [];

    /// <summary>What the deaths of leaders cost so far.</summary>
    public List<LeaderKill> Kills { get; } = [];

    /// <summary>Does one step of a schedule.</summary>
    public async Task ApplyAsync(ChaosStep step, CancellationToken cancellation)
    {
        var victim = validators[step.Validator - 1].Endpoint;
        switch (step.Kind)
        {
            case FaultKind.KillLeader:
                await KillLeaderAsync(step, cancellation);
                break;
            case FaultKind.KillFollower:
                await KillFollowerAsync(step, cancellation);
                break;
            case FaultKind.Pause:
                mesh.Pause(victim.ProcessName);
                await Task.Delay(step.Duration, time, cancellation);
                mesh.Resume(victim.ProcessName);
                break;
            case FaultKind.Isolate:
                await CutAsync([step.Validator], step.Duration, cancellation);
                break;
            case FaultKind.Split:
                var half = Enumerable.Range(step.Validator, validators.Count / 2).Select(n => (n % validators.Count) + 1);
                await CutAsync([.. half], step.Duration, cancellation);
                break;
            case FaultKind.ClockSkew:
                await MisconfigureAsync(step, "Ordering__Development__ClockOffsetMs", cancellation);
                break;
            case FaultKind.SlowDisk:
                await MisconfigureAsync(step, "Ordering__Development__JournalDelayMs", cancellation);
                break;
            case FaultKind.KillDatabase:
                await KillDatabaseAsync(victim, step.Duration, cancellation);
                break;
            case FaultKind.KillIngress:
                await KillProcessAsync("ingress", step.Duration, cancellation);
                break;
            case FaultKind.KillPublisher:
                await KillProcessAsync(MeshEndpoints.PublisherName, step.Duration, cancellation);
                break;
            case FaultKind.KillBundles:
                await KillProcessAsync("bundles", step.Duration, cancellation);
                break;
            case FaultKind.KillNode:
                var rollups = mesh.Endpoints.Rollups;
                await KillProcessAsync(rollups[step.Validator % rollups.Count].ProcessName, step.Duration, cancellation);
                break;
            default:
                throw new InvalidOperationException($"No tool for {step.Kind}.");
        }

        await WaitUntilCompleteAsync(cancellation);
    }

    /// <summary>Waits until every validator is ready and has the highest head that any has now.</summary>
    public async Task WaitUntilCompleteAsync(CancellationToken cancellation)
    {
        foreach (var validator in validators)
            await mesh.WaitReadyAsync(validator.Endpoint.ProcessName, cancellation);
        var heads = await Task.WhenAll(validators.Select(validator => validator.HeadAsync(cancellation)));
        var goal = heads.Max(head => head?.Height ?? 0) + 1;
        foreach (var validator in validators)
        {
            await Waiting.UntilAsync(
                async token => (await validator.HeadAsync(token))?.Height >= goal,
                $"{validator.Endpoint.ProcessName} has height {goal}", Patience, time, cancellation);
        }
    }

    private async Task KillLeaderAsync(ChaosStep step, CancellationToken cancellation)
    {
        var watcher = validators[step.Validator - 1];
        await using var watch = await FinalizationWatch.StartAsync(watcher, time, cancellation);
        var leader = await NextLeaderAsync(watcher, cancellation);
        while (leader == step.Validator && validators.Count > 1)
            leader = await NextLeaderAsync(watcher, cancellation);
        var victim = validators[leader - 1].Endpoint;
        var killed = time.GetTimestamp();
        await mesh.KillAsync(victim.ProcessName, cancellation);
        await Task.Delay(step.Duration, time, cancellation);
        if (validators.Count == 1)
            await RestartAsync(victim, Nothing, cancellation);
        await watch.WaitForAsync(watch.Count + 2, $"the chain grows without {victim.ProcessName}", cancellation);
        Kills.Add(LeaderKill.Of(leader, watch.GapsSince(killed)));
        if (validators.Count > 1)
            await RestartAsync(victim, Nothing, cancellation);
    }

    private async Task KillFollowerAsync(ChaosStep step, CancellationToken cancellation)
    {
        var victim = validators[step.Validator - 1];
        while (validators.Count > 1 && await NextLeaderAsync(victim, cancellation) == step.Validator)
            await Task.Delay(TimeSpan.FromMilliseconds(1), time, cancellation);
        await mesh.KillAsync(victim.Endpoint.ProcessName, cancellation);
        await Task.Delay(step.Duration, time, cancellation);
        await RestartAsync(victim.Endpoint, Nothing, cancellation);
    }

    // The head is the block of a view that is over; the view after it is being decided, the one after that begins.
    private async Task<int> NextLeaderAsync(ValidatorClient watcher, CancellationToken cancellation)
    {
        var head = await watcher.HeadAsync(cancellation)
            ?? throw new LocalMeshException($"{watcher.Endpoint.ProcessName} does not answer.");
        var block = (await watcher.BlocksAsync(new Height(head.Height), cancellation))[^1];
        return committee.Leader(new View(block.Header.View.Value + 2)).Value + 1;
    }

    private async Task CutAsync(IReadOnlyCollection<int> side, TimeSpan duration, CancellationToken cancellation)
    {
        mesh.Links.Split(side);
        await Task.Delay(duration, time, cancellation);
        mesh.Links.Heal();
    }

    private async Task MisconfigureAsync(ChaosStep step, string variable, CancellationToken cancellation)
    {
        var victim = validators[step.Validator - 1].Endpoint;
        var wrong = new Dictionary<string, string> { [variable] = $"{step.Strength}" };
        await RestartAsync(victim, wrong, cancellation);
        await Task.Delay(step.Duration, time, cancellation);
        await RestartAsync(victim, Nothing, cancellation);
    }

    private async Task KillDatabaseAsync(
        ValidatorEndpoint victim, TimeSpan duration, CancellationToken cancellation)
    {
        await mesh.KillAsync(victim.Database.Cluster, cancellation);
        await Task.Delay(duration, time, cancellation);
        await mesh.RestartAsync(victim.Database.Cluster, cancellation);
        await mesh.WaitReadyAsync(victim.Database.Cluster, cancellation);
        // A validator that lost a commit may end by itself rather than go on with what it cannot know.
        if (!mesh.Find(victim.ProcessName).IsRunning)
            await mesh.RestartAsync(victim.ProcessName, cancellation);
    }

    private async Task KillProcessAsync(string name, TimeSpan duration, CancellationToken cancellation)
    {
        await mesh.KillAsync(name, cancellation);
        await Task.Delay(duration, time, cancellation);
        await mesh.RestartAsync(name, cancellation);
        await mesh.WaitReadyAsync(name, cancellation);
    }

    private async Task RestartAsync(
        ValidatorEndpoint validator, IReadOnlyDictionary<string, string> variables, CancellationToken cancellation)
    {
        await mesh.KillAsync(validator.ProcessName, cancellation);
        await mesh.RestartAsync(validator.ProcessName, variables, cancellation);
        await mesh.WaitReadyAsync(validator.ProcessName, cancellation);
    }
}
