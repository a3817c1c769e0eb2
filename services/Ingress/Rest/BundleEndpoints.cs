using System.Net;
using System.Net.Mime;
using Microsoft.AspNetCore.Mvc;
using SharedSequencer.Ingress.Bundles;
using SharedSequencer.Ingress.Journal;
using SharedSequencer.Messages;
using SharedSequencer.Primitives;

namespace SharedSequencer.Ingress.Rest;

/// <summary>Bundles: sending, following, cancelling, proving; and what reporters and others say about them.</summary>
internal static class BundleEndpoints
{
    private const string Tag = "Bundles";

    public static void MapBundles(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/v1/bundles").WithTags(Tag).AddEndpointFilter(AnswerWithoutJournalAsync);
        group.MapPost("", SubmitAsync).WithName("sendBundle").Accepts<BundleBody>(MediaTypeNames.Application.Json)
            .Produces<BundleView>(StatusCodes.Status202Accepted).ProducesProblem(StatusCodes.Status400BadRequest)
            .WithSummary("Send a signed bundle; ?wait=ms answers when it is ordered");
        group.MapGet("{id}", FindAsync).WithName("getBundle").Produces<BundleView>().ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("A bundle by its id or escrow id; ?wait=ms answers when it is ordered");
        group.MapGet("{id}/events", FollowAsync).WithName("followBundle")
            .Produces<string>(StatusCodes.Status200OK, MediaTypeNames.Text.EventStream)
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("Server-sent events: received, ordered, decision; 204 after the last one");
        group.MapDelete("{id}", CancelAsync).WithName("cancelBundle").Accepts<CancelBody>(MediaTypeNames.Application.Json)
            .Produces<CancelView>(StatusCodes.Status202Accepted).ProducesProblem(StatusCodes.Status400BadRequest)
            .WithSummary("A signed cancel of a bundle, or of versions of a replacement id");
        group.MapGet("{id}/proof", ProveAsync).WithName("getBundleProof").ProducesProblem(StatusCodes.Status404NotFound)
            .Produces<string>(StatusCodes.Status200OK, MediaTypeNames.Application.Json)
            .WithSummary("Proofs of what the chain told of a bundle and its decision");
        app.MapPost(IngressRoutes.BundleReports, ReportAsync).WithName("reportLeg").WithTags(Tag)
            .AddEndpointFilter(AnswerWithoutJournalAsync).Accepts<ReportBody>(MediaTypeNames.Application.Json)
            .Produces<ItemView>(StatusCodes.Status202Accepted).ProducesProblem(StatusCodes.Status403Forbidden)
            .WithSummary("A reporter's signed word on a leg");
        group.MapPost("expiries", ExpireAsync).WithName("expireTerms").Accepts<BundleBody>(MediaTypeNames.Application.Json)
            .Produces<ItemView>(StatusCodes.Status202Accepted).ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Ask for the Abort of terms whose time has passed");
    }

    private static async Task<IResult> SubmitAsync(
        HttpContext context, [FromHeader(Name = "Idempotency-Key")] string? key, string? wait, BundleParser parser,
        BundleIntake intake, BundleFollowing following, BundleViews views, BodyReader bodies)
    {
        var cancellationToken = context.RequestAborted;
        if (following.LimitOf(wait) is not { } limit) return Answer(context, BundleProblems.BadWait);
        using var body = await bodies.ReadAsync(context.Request, cancellationToken);
        if (body.Problem is { } unread) return Answer(context, unread);
        if (!parser.ParseBundle(body.Bytes.Span).TryGet(out var bundle, out var problem)) return Answer(context, problem);
        var taken = await intake.SubmitAsync(bundle, key, cancellationToken);
        if (!taken.TryGet(out var journaled, out problem)) return Answer(context, problem);
        // It is taken, so what cannot be waited for is told as it stands.
        var waited = (await following.WaitAsync(journaled, limit, ClientOf(context), cancellationToken)).Value ?? journaled;
        return TypedResults.Accepted($"/v1/bundles/{bundle.Id}", views.Of(waited));
    }

    private static async Task<IResult> FindAsync(
        HttpContext context, string id, string? wait, BundleReader reader, BundleFollowing following, BundleViews views)
    {
        if (!Hash256.TryParse(id, out var name)) return Answer(context, BundleProblems.MalformedHash);
        if (following.LimitOf(wait) is not { } limit) return Answer(context, BundleProblems.BadWait);
        if (await reader.FindAsync(name, context.RequestAborted) is not { } found)
            return Answer(context, BundleProblems.UnknownBundle);
        return (await following.WaitAsync(found, limit, ClientOf(context), context.RequestAborted)).TryGet(out var waited, out var problem)
            ? TypedResults.Ok(views.Of(waited))
            : Answer(context, problem);
    }

    private static async Task<IResult> FollowAsync(
        HttpContext context, string id, BundleReader reader, BundleFollowing following, BundleEvents events)
    {
        if (!Hash256.TryParse(id, out var name)) return Answer(context, BundleProblems.MalformedHash);
        if (await reader.FindAsync(name, context.RequestAborted) is not { } found)
            return Answer(context, BundleProblems.UnknownBundle);
        if (BundleEvents.IsOver(context.Request, found)) return TypedResults.NoContent();
        using var wait = following.Begin(found, ClientOf(context));
        if (wait is null) return Answer(context, BundleProblems.TooManyWaits);
        await events.WriteAsync(context, found, name, wait);
        return TypedResults.Empty;
    }

    private static async Task<IResult> CancelAsync(
        HttpContext context, string id, string? wait, BundleParser parser, OrderIntake intake, BundleFollowing following,
        BodyReader bodies)
    {
        var cancellationToken = context.RequestAborted;
        var fields = new BundleFields();
        var named = fields.Replacement("id", id);
        if (fields.Wrong is not null) return Answer(context, BundleProblems.MalformedHash);
        if (following.LimitOf(wait) is not { } limit) return Answer(context, BundleProblems.BadWait);
        using var body = await bodies.ReadAsync(context.Request, cancellationToken);
        if (body.Problem is { } unread) return Answer(context, unread);
        if (!parser.ParseCancel(body.Bytes.Span).TryGet(out var cancel, out var problem)) return Answer(context, problem);
        if (!(await intake.CancelAsync(cancel, named, cancellationToken)).TryGet(out var taken, out problem))
            return Answer(context, problem);
        var waited = await following.WaitAsync(taken, limit, ClientOf(context), cancellationToken);
        return TypedResults.Accepted($"/v1/transactions/{taken.Item}", waited.Value ?? CancelView.Received(taken));
    }

    private static async Task<IResult> ProveAsync(HttpContext context, string id, BundleProofs proofs)
    {
        if (!Hash256.TryParse(id, out var name)) return Answer(context, BundleProblems.MalformedHash);
        return (await proofs.ReadAsync(name, context.RequestAborted)).TryGet(out var json, out var problem)
            ? TypedResults.Bytes(json, MediaTypeNames.Application.Json)
            : Answer(context, problem);
    }

    private static async Task<IResult> ReportAsync(
        HttpContext context, BundleParser parser, OrderIntake intake, BodyReader bodies)
    {
        using var body = await bodies.ReadAsync(context.Request, context.RequestAborted);
        if (body.Problem is { } unread) return Answer(context, unread);
        if (!parser.ParseReport(body.Bytes.Span).TryGet(out var report, out var problem)) return Answer(context, problem);
        return Answer(context, await intake.ReportAsync(report, context.RequestAborted));
    }

    private static async Task<IResult> ExpireAsync(
        HttpContext context, BundleParser parser, OrderIntake intake, BodyReader bodies)
    {
        using var body = await bodies.ReadAsync(context.Request, context.RequestAborted);
        if (body.Problem is { } unread) return Answer(context, unread);
        if (!parser.ParseTerms(body.Bytes.Span).TryGet(out var terms, out var problem)) return Answer(context, problem);
        return Answer(context, await intake.ExpireAsync(terms, ClientOf(context), context.RequestAborted));
    }

    private static IPAddress? ClientOf(HttpContext context) => context.Connection.RemoteIpAddress;

    private static IResult Answer(HttpContext context, Attempt<TakenItem> attempt) => attempt.TryGet(out var taken, out var problem)
        ? TypedResults.Accepted($"/v1/transactions/{taken.Item}", new ItemView(taken.Item.ToString(), "Received"))
        : Answer(context, problem);

    private static IResult Answer(HttpContext context, BundleProblem problem) => BundleAnswers.Write(context.Response, problem);

    /// <summary>A database that is away is told as such, not as a fault.</summary>
    private static async ValueTask<object?> AnswerWithoutJournalAsync(
        EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (Exception away) when (JournalStore.IsTransient(away) && !context.HttpContext.Response.HasStarted
            && !context.HttpContext.RequestAborted.IsCancellationRequested)
        {
            return Answer(context.HttpContext, BundleProblems.JournalAway);
        }
    }
}
