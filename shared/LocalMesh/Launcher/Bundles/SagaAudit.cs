using System.Net.Http.Json;
using SharedSequencer.Client;
using SharedSequencer.Launcher.Traffic;
using SharedSequencer.Messages;
using SharedSequencer.Protocol;

namespace SharedSequencer.Launcher.Bundles;

/// <summary>Compares what the Bundles service tells of bundles with what is proved of them.</summary>
/// <param name="http">Asks it.</param>
/// <param name="service">Its address.</param>
/// <param name="time">The clock.</param>
internal sealed class SagaAudit(HttpClient http, Uri service, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Of how many bundles it says something else, or nothing; it has a minute to get there.</summary>
    /// <param name="bundles">Bundles with what is proved of each.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<int> CountUnfollowedAsync(
        IEnumerable<(Bundle Bundle, BundleCheck Check)> bundles, CancellationToken cancellation)
    {
        var patience = new SharedPatience(Patience, time);
        var unfollowed = 0;
        foreach (var (bundle, check) in bundles)
        {
            var agrees = await patience.AskAsync(
                token => AgreesAsync(bundle, check, token), static agrees => agrees, cancellation);
            unfollowed += agrees ? 0 : 1;
        }

        return unfollowed;
    }

    private async Task<bool> AgreesAsync(Bundle bundle, BundleCheck check, CancellationToken cancellation)
    {
        using var answer = await http.GetAsync(
            new Uri(service, BundlesRoutes.BundleOf($"{bundle.Id}")), cancellation);
        if (!answer.IsSuccessStatusCode)
            return false;
        var progress = await answer.Content.ReadFromJsonAsync<BundleProgress>(MeshJson.Options, cancellation);
        return progress?.State switch
        {
            BundleState.Included or BundleState.Settled => check.IsIncluded && !check.IsDecidable,
            BundleState.Refused => check.IsRefused && !check.IsDecidable,
            BundleState.Committed => check.Decision == BundleStanding.Committed,
            BundleState.Aborted => check.Decision == BundleStanding.Aborted,
            _ => false,
        };
    }
}
