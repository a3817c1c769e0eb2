using System.Text.Json;

namespace SharedSequencer.Primitives.Tests;

/// <summary>Reads the files of tests/Vectors, which are copied beside the tests.</summary>
internal static class VectorFile
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>The vectors of a file; every file names its source beside them.</summary>
    public static IReadOnlyList<T> Read<T>(string name)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Vectors", name);
        var file = JsonSerializer.Deserialize<Contents<T>>(File.ReadAllText(path), Options);
        Assert.NotNull(file);
        Assert.NotEmpty(file.Source);
        Assert.NotEmpty(file.Vectors);
        return file.Vectors;
    }

    /// <summary>The bytes of a text in a vector.</summary>
    public static byte[] Bytes(string hex) =>
        Hex.TryDecode(hex, out var bytes) ? bytes : throw new FormatException($"Not hexadecimal: {hex}");

    private sealed record Contents<T>(string Source, IReadOnlyList<T> Vectors);
}
