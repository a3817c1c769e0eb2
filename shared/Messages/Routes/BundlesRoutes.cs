namespace SharedSequencer.Messages;

/// <summary>Service invocation towards <see cref="AppIds.Bundles"/>.</summary>
public static class BundlesRoutes
{
    /// <summary>
    /// POST, an encoded bundle as <c>application/octet-stream</c>: <see cref="ValidationAnswer"/>. Only through the sidecar. What
    /// is no bundle is a problem document.
    /// </summary>
    public const string Validate = "/v1/bundles/validate";

    /// <summary>GET: <see cref="BundleProgress"/>, or 404 (template).</summary>
    public const string Bundle = "/v1/bundles/{id}";

    /// <summary>
    /// GET, <c>?state={state}&amp;cursor={cursor}&amp;limit={n}</c>: <see cref="BundlePage"/>; without state, bundles in every state.
    /// </summary>
    public const string Bundles = "/v1/bundles";

    /// <summary>The relative address of <see cref="Bundle"/>.</summary>
    /// <param name="id">The bundle's id, 0x hex.</param>
    public static string BundleOf(string id) => $"/v1/bundles/{id}";
}
