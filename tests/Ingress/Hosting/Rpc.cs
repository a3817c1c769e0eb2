namespace SharedSequencer.Ingress.Tests.Hosting;

/// <summary>Texts of calls.</summary>
internal static class Rpc
{
    public static string Call(string method, string parameters, int id = 1) =>
        $$"""{"jsonrpc":"2.0","id":{{id}},"method":"{{method}}","params":{{parameters}}}""";

    public static string Batch(IEnumerable<string> calls) => $"[{string.Join(',', calls)}]";
}
