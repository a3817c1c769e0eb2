namespace SharedSequencer.Ingress.JsonRpc;

/// <summary>
/// One call of a request, as ranges of the body: nothing is copied. <see cref="Method"/> excludes the quotes and
/// is still escaped; a <see cref="Fault"/> says why the call cannot be carried out.
/// </summary>
internal readonly record struct RpcCall(
    RpcMethod Kind, TextRange Id, TextRange Method, TextRange Parameters, RpcError? Fault)
{
    /// <summary>A call without an id is a notification: it runs and gets no answer. A faulty call is answered.</summary>
    public bool WantsAnswer => Id.IsPresent || Fault is not null;
}
