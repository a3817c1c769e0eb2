namespace SharedSequencer.DaprConformance.Tests.Support;

/// <summary>What a scripted app answers.</summary>
internal sealed record AppAnswer(int Status, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public static readonly AppAnswer Empty = new(200, new Dictionary<string, string>(), []);

    public static AppAnswer Text(int status, string contentType, string text) => new(
        status, new Dictionary<string, string> { ["content-type"] = contentType }, System.Text.Encoding.UTF8.GetBytes(text));

    public static AppAnswer Json(string json) => Text(200, "application/json", json);
}
