using System.Net.Mime;
using System.Text.Json;
using SharedSequencer.Ingress.Journal;
using SharedSequencer.Ingress.Transactions;
using SharedSequencer.Messages;
using SharedSequencer.Primitives;

namespace SharedSequencer.Ingress.Bundles;

/// <summary>
/// Writes a bundle's steps as server-sent events. A client that comes back with the id of the last one that it has seen in
/// <c>Last-Event-ID</c> gets what came after; with an id that this bundle does not have here, everything. A stream lasts only so
/// long, because of some bundles nothing more will ever come without anybody here knowing it.
/// </summary>
internal sealed class BundleEvents(
    BundleFollowing following, IntakeOptions options, TimeProvider time, IHostApplicationLifetime lifetime)
{
    /// <summary>Whether the reader has seen the last step that there will ever be.</summary>
    public static bool IsOver(HttpRequest request, JournaledBundle bundle)
    {
        var after = After(request, bundle);
        return bundle.IsFinal && BundleViews.StepsOf(bundle).TrueForAll(step => step.Number <= after);
    }

    public async Task WriteAsync(HttpContext context, JournaledBundle bundle, Hash256 name, BundleWatch.Wait wait)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        var response = context.Response;
        response.ContentType = MediaTypeNames.Text.EventStream;
        response.Headers.CacheControl = "no-store";
        try
        {
            await response.WriteAsync("retry: 1000\n\n", stop.Token);
            if (!await WriteStepsAsync(context, bundle, name, wait, stop.Token))
                await response.WriteAsync(": this stream has lasted long enough; come back\n\n", stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The reader left, or the service stops: it may come back to another.
        }
        catch (Exception away) when (JournalStore.IsTransient(away))
        {
            // The stream ends early; the reader comes back with the id of the last step.
        }
    }

    /// <summary>False when the time was over before the steps were.</summary>
    private async Task<bool> WriteStepsAsync(
        HttpContext context, JournaledBundle bundle, Hash256 name, BundleWatch.Wait wait, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromMilliseconds(options.BundleStreamMaxMilliseconds), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        var response = context.Response;
        try
        {
            await foreach (var step in following.FollowAsync(bundle, name, wait, After(context.Request, bundle), either.Token))
            {
                await response.WriteAsync(step is { } next ? Text(next) : ": keep-alive\n\n", cancellationToken);
                await response.Body.FlushAsync(cancellationToken);
            }
            return true;
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private static long After(HttpRequest request, JournaledBundle bundle)
    {
        var last = request.Headers["Last-Event-ID"].ToString();
        return BundleViews.StepsOf(bundle).Find(step => step.Id == last).Number;
    }

    private static string Text(NumberedStep step) =>
        $"id: {step.Id}\nevent: {EventOf(step.Step)}\ndata: {JsonSerializer.Serialize(step.Step, MeshJson.Options)}\n\n";

    private static string EventOf(BundleStep step) => Enum.Parse<BundleStatus>(step.Step) switch
    {
        BundleStatus.Received => "received",
        BundleStatus.Committed or BundleStatus.Aborted => "decision",
        _ => "ordered",
    };
}
