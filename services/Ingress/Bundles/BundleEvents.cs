using System.Globalization;
using System.Net.Mime;
using System.Text.Json;
using SharedSequencer.Ingress.Journal;
using SharedSequencer.Messages;
using SharedSequencer.Primitives;

namespace SharedSequencer.Ingress.Bundles;

/// <summary>
/// Writes a bundle's steps as server-sent events. The id of an event is the step's number; a client that comes back with
/// <c>Last-Event-ID</c> gets what came after.
/// </summary>
internal sealed class BundleEvents(BundleFollowing following, IHostApplicationLifetime lifetime)
{
    public async Task WriteAsync(HttpContext context, JournaledBundle bundle, Hash256 name, BundleWatch.Wait wait)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        var response = context.Response;
        response.ContentType = MediaTypeNames.Text.EventStream;
        response.Headers.CacheControl = "no-store";
        try
        {
            await response.WriteAsync("retry: 1000\n\n", stop.Token);
            await foreach (var step in following.FollowAsync(bundle, name, wait, After(context.Request), stop.Token))
            {
                await response.WriteAsync(step is { } next ? Text(next.Number, next.Step) : ": keep-alive\n\n", stop.Token);
                await response.Body.FlushAsync(stop.Token);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The reader left, or the service stops: it may come back to another.
        }
        catch (Exception away) when (JournalStore.IsTransient(away))
        {
            // The stream ends early; the reader comes back with the number of the last step.
        }
    }

    private static int After(HttpRequest request) =>
        int.TryParse(request.Headers["Last-Event-ID"], NumberStyles.None, CultureInfo.InvariantCulture, out var last) ? last : 0;

    private static string Text(int number, BundleStep step) =>
        $"id: {number}\nevent: {EventOf(step)}\ndata: {JsonSerializer.Serialize(step, MeshJson.Options)}\n\n";

    private static string EventOf(BundleStep step) => Enum.Parse<BundleStatus>(step.Step) switch
    {
        BundleStatus.Received => "received",
        BundleStatus.Committed or BundleStatus.Aborted => "decision",
        _ => "ordered",
    };
}
