namespace SharedSequencer.DaprConformance.Tests.Support;

/// <summary>An answer with header names in lower case.</summary>
internal sealed record RawResponse(int Status, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Text => System.Text.Encoding.UTF8.GetString(Body);
}
