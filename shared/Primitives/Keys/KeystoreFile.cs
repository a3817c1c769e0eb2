using System.Text.Json;
using System.Text.Json.Serialization;

namespace SharedSequencer.Primitives;

/// <summary>The JSON of the Web3 Secret Storage Definition, version 3. Byte strings are hexadecimal without
/// 0x.</summary>
internal sealed record KeystoreFile(
    [property: JsonPropertyName("address")] string? Address,
    [property: JsonPropertyName("crypto")] KeystoreFile.CryptoSection Crypto,
    [property: JsonPropertyName("id")] string? Id,
    [property: JsonPropertyName("version")] int Version)
{
    private const int MaxLength = 16 * 1024;

    private static readonly JsonSerializerOptions Options = new()
    {
        // Some wallets write "Crypto".
        PropertyNameCaseInsensitive = true,
        RespectRequiredConstructorParameters = false,
        AllowDuplicateProperties = false,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        MaxDepth = 8,
    };

    public static KeystoreFile? TryParse(string json)
    {
        if (json.Length > MaxLength)
            return null;
        try
        {
            var file = JsonSerializer.Deserialize<KeystoreFile>(json, Options);
            return file is { Crypto: { CipherParams: not null, KdfParams: not null } } ? file : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public string ToJson() => JsonSerializer.Serialize(this, Options);

    internal sealed record CryptoSection(
        [property: JsonPropertyName("cipher")] string? Cipher,
        [property: JsonPropertyName("cipherparams")] CipherSection CipherParams,
        [property: JsonPropertyName("ciphertext")] string? CipherText,
        [property: JsonPropertyName("kdf")] string? Kdf,
        [property: JsonPropertyName("kdfparams")] KdfSection KdfParams,
        [property: JsonPropertyName("mac")] string? Mac);

    internal sealed record CipherSection([property: JsonPropertyName("iv")] string? Iv);

    internal sealed record KdfSection
    {
        [JsonPropertyName("dklen")]
        public int Length { get; init; }

        [JsonPropertyName("salt")]
        public string? Salt { get; init; }

        [JsonPropertyName("n")]
        public int? ScryptN { get; init; }

        [JsonPropertyName("r")]
        public int? ScryptR { get; init; }

        [JsonPropertyName("p")]
        public int? ScryptP { get; init; }

        [JsonPropertyName("c")]
        public int? Pbkdf2Rounds { get; init; }

        [JsonPropertyName("prf")]
        public string? Pbkdf2Function { get; init; }
    }
}
