using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace SharedSequencer.ServiceDefaults;

/// <summary>Gives a service the keys it signs with.</summary>
public static class KeyExtensions
{
    /// <summary>
    /// Requires a key, read at start from <c>Keys:{name}:Keystore</c> (Ethereum keystore v3) with
    /// <c>Keys:{name}:PasswordFile</c>, or from <c>Keys:{name}:SecretFile</c> (a mounted file with 64 hex digits).
    /// Get it from <see cref="SigningKeys"/>.
    /// </summary>
    /// <param name="builder">The application being built.</param>
    /// <param name="name">Role of the key, as <c>Ingress</c>, <c>Validator</c>, <c>Reporter</c>.</param>
    public static IHostApplicationBuilder AddSigningKey(this IHostApplicationBuilder builder, string name) =>
        builder.AddSigningKey(new SigningKeyName(name, IsOptional: false));

    /// <summary>
    /// As <see cref="AddSigningKey(IHostApplicationBuilder, string)"/>, but <c>Keys:{name}</c> may be missing altogether. Ask
    /// with <see cref="SigningKeys.Find"/>.
    /// </summary>
    /// <param name="builder">The application being built.</param>
    /// <param name="name">Role of the key.</param>
    public static IHostApplicationBuilder AddOptionalSigningKey(this IHostApplicationBuilder builder, string name) =>
        builder.AddSigningKey(new SigningKeyName(name, IsOptional: true));

    private static IHostApplicationBuilder AddSigningKey(this IHostApplicationBuilder builder, SigningKeyName name)
    {
        builder.Services.AddSingleton(name);
        builder.Services.TryAddSingleton(services => new SigningKeys(
            services.GetServices<SigningKeyName>(),
            services.GetRequiredService<IConfiguration>(),
            services.GetRequiredService<ILogger<SigningKeys>>()));
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IStartupCheck, SigningKeysCheck>());
        return builder;
    }
}
