using SharedSequencer.Launcher.Mesh;
using SharedSequencer.Launcher.Processes;
using SharedSequencer.Launcher.Terminal;
using Spectre.Console;

namespace SharedSequencer.Launcher.Up;

/// <summary>Shows endpoints and health of a running mesh: a live table on a terminal, otherwise the table once and
/// then a line for every change.</summary>
internal sealed class HealthView(LocalMeshHost mesh, MeshConsole console, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Shows until cancelled.</summary>
    public Task ShowAsync(CancellationToken cancellation) =>
        console.IsLive ? ShowLiveAsync(cancellation) : ShowLinesAsync(cancellation);

    private async Task ShowLiveAsync(CancellationToken cancellation)
    {
        var rows = await ReadAsync(cancellation);
        await console.Results.Live(Draw(rows)).StartAsync(async live =>
        {
            while (true)
            {
                live.UpdateTarget(Draw(rows));
                await Task.Delay(Interval, time, cancellation);
                rows = await ReadAsync(cancellation);
            }
        });
    }

    private async Task ShowLinesAsync(CancellationToken cancellation)
    {
        var rows = await ReadAsync(cancellation);
        foreach (var row in rows)
            console.Results.WriteLine($"{row.Name,-12} {row.Health,-10} {row.Address}");
        while (true)
        {
            await Task.Delay(Interval, time, cancellation);
            var now = await ReadAsync(cancellation);
            foreach (var (before, after) in rows.Zip(now).Where(pair => pair.First.Health != pair.Second.Health))
                console.Results.WriteLine($"{after.Name}: {before.Health} -> {after.Health}");
            rows = now;
        }
    }

    private async Task<IReadOnlyList<Row>> ReadAsync(CancellationToken cancellation)
    {
        var rows = mesh.Processes.Select(async process => new Row(
            process.Name, AddressOf(process), await HealthAsync(process, cancellation)));
        return await Task.WhenAll(rows);
    }

    private async Task<string> HealthAsync(MeshProcess process, CancellationToken cancellation)
    {
        if (process.ExitCode is { } code)
            return $"ended ({code})";
        return await mesh.IsReadyAsync(process.Name, cancellation) ? "ready" : "not ready";
    }

    private string AddressOf(MeshProcess process)
    {
        var endpoints = mesh.Endpoints;
        if (endpoints.Services.TryGetValue(process.Name, out var service))
            return $"{service}  metrics {endpoints.Metrics[process.Name]}";
        if (endpoints.Rollups.FirstOrDefault(rollup => rollup.ProcessName == process.Name) is { } rollup)
            return $"{rollup.Node}  wallets: {new Uri(endpoints.Ingress, $"rpc/{rollup.ChainId}")}";
        return process.Name switch
        {
            "stand-in" => $"fault switches {endpoints.SidecarAdmin}",
            _ => process.Spec.LogFile,
        };
    }

    private Table Draw(IReadOnlyList<Row> rows)
    {
        var table = new Table().Title($"sidecars: {Markup.Escape(mesh.Endpoints.SidecarDescription)}")
            .AddColumns("process", "health", "where")
            .Caption("Ctrl-C stops everything");
        foreach (var row in rows)
        {
            var colour = row.Health == "ready" ? "green" : "red";
            table.AddRow(
                Markup.Escape(row.Name), $"[{colour}]{Markup.Escape(row.Health)}[/]", Markup.Escape(row.Address));
        }

        return table;
    }

    private sealed record Row(string Name, string Address, string Health);
}
