using System.Text.Json.Nodes;

namespace SharedSequencer.Primitives.Tests.Keys;

public sealed class KeystoreTests
{
    [Theory]
    [InlineData("keystore.json")]
    [InlineData("keystore-ethers.json")]
    public void Keystores_of_others_open_with_their_password_only(string file)
    {
        foreach (var vector in VectorFile.Read<KeystoreVector>(file))
        {
            using var expected = PrivateKey.Parse(vector.Key);
            using var opened = Keystore.Decrypt(vector.Json, vector.Password);
            Assert.Equal((vector.Name, expected.Address), (vector.Name, opened.Address));
        }
    }

    [Fact]
    public void A_key_comes_back_from_its_own_keystore_and_from_no_other_password()
    {
        using var key = PrivateKey.Parse("0x" + new string('7', 64));
        var json = Keystore.Encrypt(key, "secret", ScryptStrength.Light);
        Assert.DoesNotContain(new string('7', 64), json, StringComparison.Ordinal);
        using var opened = Keystore.Decrypt(json, "secret");
        Assert.Equal(key.Address, opened.Address);
        Assert.False(Keystore.TryDecrypt(json, "Secret", out _, out var error));
        Assert.Equal(KeystoreError.WrongPassword, error);
        Assert.Throws<InvalidDataException>(() => Keystore.Decrypt(json, ""));
    }

    [Fact]
    public void Two_keystores_of_one_key_share_neither_salt_nor_cipher_text()
    {
        using var key = PrivateKey.Parse("0x" + new string('7', 64));
        var first = JsonNode.Parse(Keystore.Encrypt(key, "secret", ScryptStrength.Light))!["crypto"]!;
        var second = JsonNode.Parse(Keystore.Encrypt(key, "secret", ScryptStrength.Light))!["crypto"]!;
        Assert.NotEqual($"{first["ciphertext"]}", $"{second["ciphertext"]}");
        Assert.NotEqual($"{first["kdfparams"]!["salt"]}", $"{second["kdfparams"]!["salt"]}");
    }

    [Theory]
    [InlineData("version", "4", KeystoreError.Unsupported)]
    [InlineData("crypto.cipher", "\"aes-128-cbc\"", KeystoreError.Unsupported)]
    [InlineData("crypto.kdf", "\"argon2id\"", KeystoreError.Unsupported)]
    [InlineData("crypto.kdf", "null", KeystoreError.Unsupported)]
    [InlineData("crypto.kdfparams.n", "1000", KeystoreError.Malformed)]
    [InlineData("crypto.kdfparams.n", "0", KeystoreError.Malformed)]
    [InlineData("crypto.kdfparams.n", "-2147483648", KeystoreError.Malformed)]
    [InlineData("crypto.kdfparams.n", "1073741824", KeystoreError.TooExpensive)]
    [InlineData("crypto.kdfparams.r", "2147483647", KeystoreError.TooExpensive)]
    [InlineData("crypto.kdfparams.p", "2147483647", KeystoreError.TooExpensive)]
    [InlineData("crypto.kdfparams.n", "4294967296", KeystoreError.Malformed)]
    [InlineData("crypto.kdfparams.n", "\"4096\"", KeystoreError.Malformed)]
    [InlineData("crypto.kdfparams.dklen", "64", KeystoreError.Malformed)]
    [InlineData("crypto.kdfparams.salt", "\"xyz\"", KeystoreError.Malformed)]
    [InlineData("crypto.kdfparams", "null", KeystoreError.Malformed)]
    [InlineData("crypto.cipherparams.iv", "\"00\"", KeystoreError.Malformed)]
    [InlineData("crypto.ciphertext", "\"00\"", KeystoreError.Malformed)]
    [InlineData("crypto.mac", "\"\"", KeystoreError.Malformed)]
    [InlineData("crypto", "[]", KeystoreError.Malformed)]
    [InlineData("address", "\"0000000000000000000000000000000000000001\"", KeystoreError.InvalidKey)]
    [InlineData("address", "\"elsewhere\"", KeystoreError.InvalidKey)]
    [InlineData("crypto.cipherparams.iv", "\"00000000000000000000000000000000\"", KeystoreError.InvalidKey)]
    public void A_changed_keystore_is_refused_for_its_reason(
        string path, string value, KeystoreError expected)
    {
        using var key = PrivateKey.Parse("0x" + new string('7', 64));
        var root = JsonNode.Parse(Keystore.Encrypt(key, "secret", ScryptStrength.Light))!;
        var names = path.Split('.');
        var parent = names[..^1].Aggregate(root, (node, name) => node[name]!);
        parent[names[^1]] = JsonNode.Parse(value);
        Assert.False(Keystore.TryDecrypt(root.ToJsonString(), "secret", out var opened, out var error));
        Assert.Null(opened);
        Assert.Equal(expected, error);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"version\":3}")]
    [InlineData("[[[[[[[[[[[[[[[[")]
    [InlineData("{\"version\":3,\"version\":3,\"crypto\":{\"cipherparams\":{},\"kdfparams\":{}}}")]
    public void Text_that_is_no_keystore_is_malformed(string text)
    {
        Assert.False(Keystore.TryDecrypt(text, "secret", out _, out var error));
        Assert.Equal(KeystoreError.Malformed, error);
    }

    private sealed record KeystoreVector(string Name, string Password, string Key, string Json);
}
