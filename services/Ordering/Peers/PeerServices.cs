using Grpc.AspNetCore.Server.Model;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using SharedSequencer.Ordering.Validator;
using SharedSequencer.Protocol;
using SharedSequencer.ServiceDefaults;

namespace SharedSequencer.Ordering.Peers;

/// <summary>Registers the connections between validators.</summary>
internal static class PeerServices
{
    public static void AddPeers(this WebApplicationBuilder builder)
    {
        builder.AddValidatedOptions<TransportOptions, TransportOptions.Rules>("Ordering:Transport");
        var services = builder.Services;
        services.AddSingleton<IStartupCheck, PeersCheck>();
        services.AddSingleton<PeerDirectory>();
        services.AddSingleton<OwnCertificate>();
        services.AddSingleton<PeerDialing>();
        services.AddSingleton(_ => new VerifiedSignatures());
        services.AddSingleton<FinalRequests>();
        services.AddSingleton<PeerNetwork>();
        services.AddSingleton<IPeerNetwork>(provider => provider.GetRequiredService<PeerNetwork>());
        services.AddSingleton<IPeerInbox>(provider => provider.GetRequiredService<ValidatorLoop>());
        services.AddSingleton<PeerIntake>();
        services.AddSingleton<PeerService>();
        services.AddSingleton<IConfigureOptions<KestrelServerOptions>, PeerPort>();
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IServiceMethodProvider<PeerService>, PeerMethodProvider>());
        services.AddGrpc().AddServiceOptions<PeerService>(options =>
            options.MaxReceiveMessageSize = PeerMessageCodec.MaxBytes);
        services.AddHostedService(provider => provider.GetRequiredService<PeerNetwork>());
        services.AddSingleton<FinalBlockReader>();
        services.AddHostedService<FinalBlockServer>();
    }

    public static void MapPeers(this WebApplication app)
    {
        app.UseMiddleware<PeerPortMiddleware>();
        app.MapGrpcService<PeerService>();
    }
}
