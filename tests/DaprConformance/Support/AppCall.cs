namespace SharedSequencer.DaprConformance.Tests.Support;

/// <summary>A request that a sidecar sent to an app.</summary>
/// <param name="AppId">The app that got it.</param>
/// <param name="Method">HTTP verb.</param>
/// <param name="Path">Path and query as sent.</param>
/// <param name="Headers">Headers, names in lower case.</param>
/// <param name="Body">Whole body, or what arrived before the connection broke.</param>
/// <param name="Arrived">Timestamp of arrival.</param>
/// <param name="IsBroken">The request ended before its announced length.</param>
internal sealed record AppCall(
    string AppId, string Method, string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body, long Arrived, bool IsBroken = false)
{
    public bool IsHandshake => Method == "GET" && Path is "/dapr/config" or "/dapr/subscribe";

    public string BodyText => System.Text.Encoding.UTF8.GetString(Body);

    public override string ToString() => $"{AppId}: {Method} {Path} {BodyText[..Math.Min(BodyText.Length, 200)]}";
}
