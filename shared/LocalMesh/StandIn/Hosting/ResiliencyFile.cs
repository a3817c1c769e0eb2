using System.Globalization;
using SharedSequencer.StandIn.Handshake;
using SharedSequencer.StandIn.Resilience;

namespace SharedSequencer.StandIn.Hosting;

/// <summary>Reads Resiliency resources: retries and timeouts of actor types, inbound retries of components.</summary>
internal static class ResiliencyFile
{
    public static ResiliencyPolicies Read(IEnumerable<YamlMap> documents)
    {
        var actors = new Dictionary<string, ActorPolicy>();
        var inbound = new Dictionary<string, RetryPolicy>();
        foreach (var document in documents)
        {
            var policies = document.Map("spec").Map("policies");
            var targets = document.Map("spec").Map("targets");
            foreach (var type in targets.Map("actors").Names)
                actors[type] = Actor(targets.Map("actors").Map(type), policies);
            foreach (var component in targets.Map("components").Names)
            {
                if (Retry(targets.Map("components").Map(component).Map("inbound"), policies) is { } retry)
                    inbound[component] = retry;
            }
        }
        return new ResiliencyPolicies(actors, inbound);
    }

    private static ActorPolicy Actor(YamlMap target, YamlMap policies)
    {
        var timeout = target.Text("timeout") is { } name && policies.Map("timeouts").Text(name) is { } text
            ? Duration(text)
            : (TimeSpan?)null;
        return new ActorPolicy(timeout, Retry(target, policies));
    }

    private static RetryPolicy? Retry(YamlMap target, YamlMap policies)
    {
        if (target.Text("retry") is not { } name) return null;
        var policy = policies.Map("retries").Map(name);
        var maxRetries = int.Parse(policy.Text("maxRetries") ?? "-1", CultureInfo.InvariantCulture);
        return policy.Text("policy") == "exponential"
            ? RetryPolicy.Exponential(Duration(policy.Text("maxInterval") ?? "60s"), maxRetries)
            : RetryPolicy.Constant(Duration(policy.Text("duration") ?? "5s"), maxRetries);
    }

    private static TimeSpan Duration(string text) => GoDuration.TryParse(text, out var duration)
        ? duration
        : throw new InvalidDataException($"resiliency: {text} is no duration");
}
