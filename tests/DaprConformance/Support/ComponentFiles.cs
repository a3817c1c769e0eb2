namespace SharedSequencer.DaprConformance.Tests.Support;

/// <summary>Writes the component files of a world; the stand-in and real daprd read the same ones.</summary>
internal static class ComponentFiles
{
    public static void Write(string folder, WorldPlan plan, string stateConnection, string redisHost)
    {
        Directory.CreateDirectory(folder);
        var settings = new Dictionary<string, string>(plan.PubSub) { ["redisHost"] = redisHost };
        File.WriteAllText(Path.Combine(folder, "pubsub.yaml"), Component("pubsub", "pubsub.redis", "v1", settings));
        File.WriteAllText(Path.Combine(folder, "statestore.yaml"), Component("statestore", "state.postgresql", "v2",
            new Dictionary<string, string> { ["connectionString"] = stateConnection, ["actorStateStore"] = "true" }));
        if (plan.Resiliency is not null)
            File.WriteAllText(Path.Combine(folder, "resiliency.yaml"), Resiliency(plan.Resiliency));
    }

    private static string Component(string name, string type, string version, Dictionary<string, string> settings)
    {
        var items = string.Concat(settings.Select(item => $"    - name: {item.Key}\n      value: \"{item.Value}\"\n"));
        return $"apiVersion: dapr.io/v1alpha1\nkind: Component\nmetadata:\n  name: {name}\nspec:\n  type: {type}\n"
            + $"  version: {version}\n  metadata:\n{items}";
    }

    private static string Resiliency(string spec) =>
        "apiVersion: dapr.io/v1alpha1\nkind: Resiliency\nmetadata:\n  name: resiliency\nspec:\n"
        + string.Concat(spec.Split('\n').Select(line => $"  {line}\n"));
}
