using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace SharedSequencer.ServiceDefaults;

/// <summary>Gives a service its PostgreSQL database.</summary>
public static class PostgresExtensions
{
    /// <summary>Name of the connection string.</summary>
    internal const string ConnectionName = "Postgres";

    /// <summary>Statements kept prepared per connection; a service has fewer.</summary>
    private const int PreparedStatements = 128;

    /// <summary>
    /// Adds an <see cref="NpgsqlDataSource"/> for <c>ConnectionStrings:Postgres</c> with a readiness check. Before any
    /// hosted service starts, and before the service listens, it waits for the database and applies the embedded
    /// <c>NNNN_name.sql</c> scripts that are new.
    /// </summary>
    /// <param name="builder">The application being built.</param>
    /// <param name="scripts">Assembly with the schema scripts; null when the service has none.</param>
    public static IHostApplicationBuilder AddPostgres(
        this IHostApplicationBuilder builder, Assembly? scripts = null)
    {
        builder.AddValidatedOptions<PostgresOptions>("Postgres");
        builder.Services.AddSingleton<IStartupCheck, ConnectionStringCheck>();
        builder.Services.AddSingleton(CreateDataSource);
        builder.Services.AddSingleton(new SchemaScripts(scripts is null ? [] : SqlScript.FromAssembly(scripts)));
        builder.Services.AddHostedService<DatabaseStart>();
        builder.AddReadinessCheck<PostgresCheck>("postgres");
        return builder;
    }

    private static NpgsqlDataSource CreateDataSource(IServiceProvider services)
    {
        var text = services.GetRequiredService<IConfiguration>().GetConnectionString(ConnectionName);
        var connection = new NpgsqlConnectionStringBuilder(text)
        {
            ApplicationName = services.GetRequiredService<ServiceIdentity>().AppId,
            // Parsing and planning cost more than the usual statement itself; no statement is made of values.
            MaxAutoPrepare = PreparedStatements,
            AutoPrepareMinUsages = 2,
            // Nothing here changes its session, so there is nothing to reset when a connection goes back.
            NoResetOnClose = true,
        };
        return new NpgsqlDataSourceBuilder(connection.ConnectionString)
            .UseLoggerFactory(services.GetRequiredService<ILoggerFactory>())
            .Build();
    }
}
