using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SharedSequencer.Protocol;

namespace SharedSequencer.ServiceDefaults;

/// <summary>Gives a service the network that it belongs to.</summary>
public static class GenesisExtensions
{
    /// <summary>Reads <c>Network:GenesisFile</c> at start and makes <see cref="Genesis"/> injectable.</summary>
    /// <param name="builder">The application being built.</param>
    public static IHostApplicationBuilder AddGenesis(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<GenesisFile>();
        builder.Services.AddSingleton<IStartupCheck>(services => services.GetRequiredService<GenesisFile>());
        builder.Services.AddSingleton(services => services.GetRequiredService<GenesisFile>().Genesis);
        return builder;
    }
}
