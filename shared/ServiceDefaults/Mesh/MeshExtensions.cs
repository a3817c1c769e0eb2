using System.Diagnostics.CodeAnalysis;
using Dapr;
using Dapr.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using SharedSequencer.Messages;

namespace SharedSequencer.ServiceDefaults;

/// <summary>Joins a service to the mesh through its sidecar.</summary>
public static class MeshExtensions
{
    /// <summary>
    /// Adds <see cref="DaprClient"/> (publishing), <see cref="MeshActors"/> (actor calls) and the readiness check
    /// of the sidecar; <c>MapServiceDefaults</c> then unwraps CloudEvents and tells the sidecar the subscriptions.
    /// Outside the local mesh the service refuses to start without <c>APP_API_TOKEN</c>.
    /// </summary>
    /// <param name="builder">The application being built.</param>
    public static IHostApplicationBuilder AddMeshDapr(this IHostApplicationBuilder builder)
    {
        builder.AddValidatedOptions<MeshOptions>("");
        builder.Services.AddDaprClient((services, dapr) =>
        {
            var options = services.GetRequiredService<MeshOptions>();
            dapr.UseHttpEndpoint(options.HttpEndpoint)
                .UseGrpcEndpoint(options.GrpcEndpoint)
                .UseJsonSerializationOptions(MeshJson.Options)
                .UseDaprApiToken(options.ApiToken ?? "")
                .UseTimeout(options.CallTimeout);
        });
        builder.Services.AddSingleton<MeshActors>();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IStartupCheck, SidecarTokenCheck>());
        builder.AddReadinessCheck<SidecarCheck>("sidecar");
        return builder;
    }

    /// <summary>
    /// Adds a typed client for another service: <typeparamref name="TClient"/> gets an <see cref="HttpClient"/>
    /// whose base address is that service behind the sidecar. A singleton.
    /// </summary>
    /// <typeparam name="TClient">Takes an <see cref="HttpClient"/>, and services.</typeparam>
    /// <param name="builder">The application being built.</param>
    /// <param name="appId">App id of the other service.</param>
    /// <param name="timeout">Longest wait for one answer, body included.</param>
    public static IHostApplicationBuilder AddMeshClient<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TClient>(
        this IHostApplicationBuilder builder, string appId, TimeSpan timeout)
        where TClient : class
    {
        builder.Services.AddSingleton(services =>
        {
            var options = services.GetRequiredService<MeshOptions>();
            var http = DaprClient.CreateInvokeHttpClient(appId, options.HttpEndpoint, options.ApiToken);
            http.Timeout = timeout;
            return ActivatorUtilities.CreateInstance<TClient>(services, http);
        });
        return builder;
    }

    /// <summary>
    /// Subscribes an endpoint to a topic. Its dead letters go to the topic's name with <c>.dead</c> appended: map an
    /// endpoint to that with <paramref name="isDeadLetter"/>, so that somebody reads them. Only the sidecar may
    /// call the endpoint. A 404 loses the message, another error repeats it by the sidecar's policy.
    /// </summary>
    /// <typeparam name="TBuilder">Kind of endpoint.</typeparam>
    /// <param name="endpoint">A POST endpoint.</param>
    /// <param name="topic">One of <see cref="Topics"/>.</param>
    /// <param name="isDeadLetter">Whether <paramref name="topic"/> itself holds dead letters.</param>
    public static TBuilder FromTopic<TBuilder>(this TBuilder endpoint, string topic, bool isDeadLetter = false)
        where TBuilder : IEndpointConventionBuilder
    {
        var subscription = new TopicOptions { PubsubName = MeshComponents.PubSub, Name = topic };
        if (!isDeadLetter)
            subscription.DeadLetterTopic = topic + ".dead";
        return endpoint.WithTopic(subscription).WithMetadata(SidecarOnly.Instance);
    }
}
