namespace SharedSequencer.DaprConformance.Tests.Support;

/// <summary>One scripted app of a world; a null handshake answer is a bare status.</summary>
internal sealed record AppPlan(string AppId, string? Config = null, string? Subscribe = null)
{
    /// <summary>What a handshake route without an answer says.</summary>
    public int AbsentStatus { get; init; } = 404;

    /// <summary>False for an app that is started later by the test.</summary>
    public bool Listens { get; init; } = true;

    /// <summary>False for an app that is known to the mesh and whose sidecar does not run.</summary>
    public bool HasSidecar { get; init; } = true;
}
