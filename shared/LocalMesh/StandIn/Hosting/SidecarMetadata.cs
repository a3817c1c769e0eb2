using System.Text.Json;

namespace SharedSequencer.StandIn.Hosting;

/// <summary>The metadata document of a sidecar.</summary>
internal static class SidecarMetadata
{
    /// <summary>The daprd version whose recorded behaviour the stand-in copies.</summary>
    public const string RuntimeVersion = "1.18.3";

    public static async Task WriteAsync(HttpContext context, Sidecar sidecar, SidecarMesh mesh)
    {
        context.Response.ContentType = "application/json";
        await using var writer = new Utf8JsonWriter(context.Response.BodyWriter);
        writer.WriteStartObject();
        writer.WriteString("id", sidecar.AppId);
        writer.WriteString("runtimeVersion", RuntimeVersion);
        WriteActiveActors(writer, "actors", sidecar);
        WriteExtended(writer, sidecar);
        WriteSubscriptions(writer, sidecar);
        writer.WriteStartObject("appConnectionProperties");
        writer.WriteNumber("port", sidecar.App.Port);
        writer.WriteString("protocol", "http");
        writer.WriteString("channelAddress", "127.0.0.1");
        writer.WriteEndObject();
        WriteActorRuntime(writer, sidecar, mesh);
        writer.WriteEndObject();
    }

    private static void WriteActiveActors(Utf8JsonWriter writer, string name, Sidecar sidecar)
    {
        writer.WriteStartArray(name);
        foreach (var type in sidecar.Actors.Types.Keys)
        {
            writer.WriteStartObject();
            writer.WriteString("type", type);
            var count = sidecar.Actors.CountActive(type);
            if (count > 0) writer.WriteNumber("count", count);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    private static void WriteExtended(Utf8JsonWriter writer, Sidecar sidecar)
    {
        writer.WriteStartObject("extended");
        writer.WriteString("daprRuntimeVersion", RuntimeVersion);
        foreach (var (name, value) in sidecar.Attributes) writer.WriteString(name, value);
        writer.WriteEndObject();
    }

    private static void WriteSubscriptions(Utf8JsonWriter writer, Sidecar sidecar)
    {
        writer.WriteStartArray("subscriptions");
        foreach (var subscription in sidecar.Subscriptions)
        {
            writer.WriteStartObject();
            writer.WriteString("pubsubname", subscription.PubSub);
            writer.WriteString("topic", subscription.Topic);
            writer.WriteStartArray("rules");
            writer.WriteStartObject();
            writer.WriteString("path", subscription.Path.TrimStart('/'));
            writer.WriteEndObject();
            writer.WriteEndArray();
            writer.WriteString("deadLetterTopic", subscription.DeadLetterTopic ?? "");
            writer.WriteString("type", "PROGRAMMATIC");
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    private static void WriteActorRuntime(Utf8JsonWriter writer, Sidecar sidecar, SidecarMesh mesh)
    {
        var connected = !mesh.Placement.IsLost;
        writer.WriteStartObject("actorRuntime");
        writer.WriteString("runtimeStatus", "RUNNING");
        WriteActiveActors(writer, "activeActors", sidecar);
        writer.WriteBoolean("hostReady", connected && sidecar.IsReady);
        writer.WriteString("placement", connected ? "placement: connected" : "placement: disconnected");
        writer.WriteEndObject();
    }
}
