using Npgsql;
using SharedSequencer.StandIn.Hosting;
using SharedSequencer.StandIn.Http;
using SharedSequencer.StandIn.State;

namespace SharedSequencer.StandIn.Actors;

/// <summary>The actor routes of one sidecar: method calls and state.</summary>
internal sealed class ActorDoor(Sidecar sidecar, SidecarMesh mesh)
{
    private readonly ActorCaller caller = new(mesh.Placement, mesh.Resiliency, mesh.Time);

    public async Task CallAsync(HttpContext context, string type, string id, string method, string trace)
    {
        if (await AddressAsync(context, type, id) is not { } actor) return;
        using var body = await CallBody.ReadAsync(context.Request, context.RequestAborted);
        var call = new ActorCall(actor, method, sidecar.AppId, trace, context.Request.Headers, body);
        await sidecar.Ready.WaitAsync(context.RequestAborted);
        var outcome = await caller.CallAsync(call, sidecar.Actors, context.Response, context.RequestAborted);
        if (outcome.End == TurnEnd.Answered) return;
        await ErrorAnswer.WriteAsync(
            context, StatusCodes.Status500InternalServerError, "ERR_ACTOR_INVOKE_METHOD",
            $"error invoke actor method: {outcome.Message}");
    }

    public async Task ReadStateAsync(HttpContext context, string type, string id, string key)
    {
        if (await AddressAsync(context, type, id) is not { } actor) return;
        await OpenAsync(context);
        try
        {
            var value = await mesh.State.ReadAsync(sidecar.AppId, actor, PathText.Decode(key), context.RequestAborted);
            if (value is null)
            {
                context.Response.StatusCode = StatusCodes.Status204NoContent;
                return;
            }
            context.Response.ContentType = "application/json";
            context.Response.ContentLength = value.Length;
            await context.Response.Body.WriteAsync(value, context.RequestAborted);
        }
        catch (NpgsqlException failure)
        {
            await FailAsync(context, "ERR_ACTOR_STATE_GET", "error getting actor state", failure);
        }
    }

    public async Task WriteStateAsync(HttpContext context, string type, string id)
    {
        if (await AddressAsync(context, type, id) is not { } actor) return;
        using var body = await CallBody.ReadAsync(context.Request, context.RequestAborted);
        await OpenAsync(context);
        if (body.IsCut)
        {
            await RefuseAsync(context, new StateFault(Malformed: true, "stream too large"));
            return;
        }
        if (!sidecar.Actors.IsActive(actor))
        {
            await ErrorAnswer.WriteAsync(
                context, StatusCodes.Status400BadRequest, "ERR_ACTOR_INSTANCE_MISSING", "actor instance is missing");
            return;
        }
        if (!StateTransaction.TryDecode(body.Bytes, out var changes, out var fault))
        {
            await RefuseAsync(context, fault);
            return;
        }
        await ApplyAsync(context, actor, changes);
    }

    private async Task ApplyAsync(HttpContext context, ActorAddress actor, List<StateChange> changes)
    {
        try
        {
            await mesh.State.WriteAsync(sidecar.AppId, actor, changes, context.RequestAborted);
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        }
        catch (NpgsqlException failure)
        {
            await FailAsync(
                context, "ERR_ACTOR_STATE_TRANSACTION_SAVE", "error saving actor transaction state", failure);
        }
    }

    // Without placement neither calls nor state are answered, and no error tells.
    private async Task OpenAsync(HttpContext context)
    {
        await sidecar.Ready.WaitAsync(context.RequestAborted);
        await mesh.Placement.Gate.WaitAsync(context.RequestAborted);
    }

    private static async Task<ActorAddress?> AddressAsync(HttpContext context, string type, string id)
    {
        var actor = new ActorAddress(PathText.DecodeActorName(type), PathText.DecodeActorName(id));
        if (actor.Id.AsSpan().IndexOfAny('/', '#', '?') < 0) return actor;
        await ErrorAnswer.WriteAsync(
            context, StatusCodes.Status400BadRequest, "ERR_BAD_REQUEST",
            $"invalid request: invalid actorId: name contains forbidden character: \"{actor.Id}\"");
        return null;
    }

    private static Task RefuseAsync(HttpContext context, StateFault fault) => fault.Malformed
        ? ErrorAnswer.WriteAsync(
            context, StatusCodes.Status400BadRequest, "ERR_MALFORMED_REQUEST",
            $"failed deserializing HTTP body: {fault.Message}")
        : ErrorAnswer.WriteAsync(
            context, StatusCodes.Status500InternalServerError, "ERR_ACTOR_STATE_TRANSACTION_SAVE",
            $"error saving actor transaction state: {fault.Message}");

    private Task FailAsync(HttpContext context, string code, string what, NpgsqlException failure)
    {
        mesh.Logger.ActorStateFailed(failure);
        return ErrorAnswer.WriteAsync(
            context, StatusCodes.Status500InternalServerError, code, $"{what}: {failure.Message}");
    }
}
