using Microsoft.Extensions.Configuration;
using Npgsql;

namespace SharedSequencer.ServiceDefaults;

/// <summary>Checks that there is a connection string and that it can be read. Never shows it: it may hold a secret.</summary>
internal sealed class ConnectionStringCheck(IConfiguration configuration) : IStartupCheck
{
    private const string Setting = $"ConnectionStrings:{PostgresExtensions.ConnectionName}";

    public IEnumerable<string> FindProblems()
    {
        var text = configuration.GetConnectionString(PostgresExtensions.ConnectionName);
        if (string.IsNullOrWhiteSpace(text))
            return [$"{Setting}: is missing."];
        try
        {
            var connection = new NpgsqlConnectionStringBuilder(text);
            return string.IsNullOrEmpty(connection.Host) || string.IsNullOrEmpty(connection.Database)
                ? [$"{Setting}: must name a Host and a Database."]
                : [];
        }
        catch (Exception unreadable) when (unreadable is ArgumentException or FormatException)
        {
            return [$"{Setting}: is not a PostgreSQL connection string."];
        }
    }
}
