using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SharedSequencer.Primitives;

namespace SharedSequencer.ServiceDefaults.Tests.Keys;

public sealed class SigningKeysTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("keys-");

    private readonly RandomNumberGenerator _generator = RandomNumberGenerator.Create();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _generator.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_mounted_secret_file_is_a_key()
    {
        var secret = RandomNumberGenerator.GetBytes(32);
        await using var service = await TestService.StartAsync(
            new() { ["Keys:Ingress:SecretFile"] = Write("secret", $"0x{Convert.ToHexStringLower(secret)}\n") },
            builder => builder.AddSigningKey("Ingress"));

        using var expected = PrivateKey.FromBytes(secret);
        Assert.Equal(expected.Address, service.Services.GetRequiredService<SigningKeys>().Get("Ingress").Address);
    }

    [Fact]
    public async Task A_keystore_with_its_password_file_is_a_key()
    {
        using var key = PrivateKey.Generate(_generator);
        var keystore = Keystore.Encrypt(key, "correct horse", ScryptStrength.Light);
        await using var service = await TestService.StartAsync(
            new()
            {
                ["Keys:Validator:Keystore"] = Write("keystore.json", keystore),
                ["Keys:Validator:PasswordFile"] = Write("password", "correct horse\n"),
            },
            builder => builder.AddSigningKey("Validator"));

        Assert.Equal(key.Address, service.Services.GetRequiredService<SigningKeys>().Get("Validator").Address);
    }

    [Theory]
    [InlineData("validator", 0)]
    [InlineData("ingress", 1)]
    [InlineData("reporter", 63)]
    public async Task A_development_key_is_refused_outside_the_local_mesh(string role, int number)
    {
        await using var app = TestService.Build(
            new() { ["Keys:Any:SecretFile"] = Write("secret", DevelopmentSecret(role, number)) },
            builder => builder.AddSigningKey("Any"));

        var refusal = await Assert.ThrowsAsync<StartupRefusedException>(() => app.StartAsync(Token));

        Assert.Contains("is a development key", Assert.Single(refusal.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_local_mesh_says_loudly_that_it_uses_one()
    {
        var log = new CapturedLog();
        await using var service = await TestService.StartAsync(
            new()
            {
                ["Keys:AllowDevelopmentKeys"] = "true",
                ["Keys:Any:SecretFile"] = Write("secret", DevelopmentSecret("validator", 1)),
            },
            builder => builder.AddSigningKey("Any"),
            log: log);

        Assert.Contains(log.Lines, line =>
            line.Level == LogLevel.Warning && line.Text.Contains("DEVELOPMENT key", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Each_unusable_key_is_told_with_its_setting_and_never_with_its_content()
    {
        string[] names = ["Absent", "Short", "Locked", "Alone", "Both", "Unset"];
        using var key = PrivateKey.Generate(_generator);
        await using var app = TestService.Build(
            new()
            {
                ["Keys:Absent:SecretFile"] = Path.Combine(_folder.FullName, "nothing"),
                ["Keys:Short:SecretFile"] = Write("short", "0xabcdef"),
                ["Keys:Locked:Keystore"] = Write("locked", Keystore.Encrypt(key, "right", ScryptStrength.Light)),
                ["Keys:Locked:PasswordFile"] = Write("password", "wrong"),
                ["Keys:Alone:Keystore"] = Write("alone", "{}"),
                ["Keys:Both:Keystore"] = "a",
                ["Keys:Both:SecretFile"] = "b",
            },
            builder => Array.ForEach(names, name => builder.AddSigningKey(name)));

        var refusal = await Assert.ThrowsAsync<StartupRefusedException>(() => app.StartAsync(Token));

        Assert.Equal(names.Select(name => $"Keys:{name}"), refusal.Problems.Select(text => text.Split(": ")[0]));
        Assert.DoesNotContain("abcdef", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_optional_key_may_be_left_out_altogether()
    {
        await using var service = await TestService.StartAsync([], builder => builder.AddOptionalSigningKey("Reporter"));

        Assert.Null(service.Services.GetRequiredService<SigningKeys>().Find("Reporter"));
    }

    [Fact]
    public async Task An_optional_key_that_is_set_must_be_usable()
    {
        await using var app = TestService.Build(
            new() { ["Keys:Reporter:SecretFile"] = Path.Combine(_folder.FullName, "nothing") },
            builder => builder.AddOptionalSigningKey("Reporter"));

        var refusal = await Assert.ThrowsAsync<StartupRefusedException>(() => app.StartAsync(Token));

        Assert.StartsWith("Keys:Reporter:", Assert.Single(refusal.Problems), StringComparison.Ordinal);
    }

    private static string DevelopmentSecret(string role, int number) =>
        Keccak256.Hash(System.Text.Encoding.UTF8.GetBytes(
            $"shared-sequencer development key {role} {number}")).ToString();

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }
}
