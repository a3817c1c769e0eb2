using Microsoft.Extensions.Configuration;

namespace SharedSequencer.ServiceDefaults;

/// <summary>The addresses of the app endpoint, as the host's own settings name them.</summary>
/// <param name="Values">URLs, unchecked.</param>
internal sealed record AppUrls(IReadOnlyList<string> Values)
{
    private const string Urls = "urls";
    private const string HttpPorts = "http_ports";

    public static AppUrls From(IConfiguration configuration)
    {
        var urls = Split(configuration[Urls]);
        if (urls.Count == 0)
            urls = [.. Split(configuration[HttpPorts]).Select(port => $"http://*:{port}")];
        return new AppUrls(urls.Count == 0 ? ["http://127.0.0.1:5000"] : urls);
    }

    private static List<string> Split(string? value) =>
        [.. (value ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
}
