using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;
using SharedSequencer.Primitives;

namespace SharedSequencer.ServiceDefaults;

/// <summary>Reads one key as its configuration section says. Answers a problem instead of throwing.</summary>
internal static class KeyFile
{
    public static (PrivateKey? Key, string? Problem) Read(IConfigurationSection section) =>
        (section["Keystore"], section["SecretFile"]) switch
        {
            (null, null) => (null, "names neither a Keystore nor a SecretFile."),
            (not null, not null) => (null, "names both a Keystore and a SecretFile."),
            ({ } keystore, null) => ReadKeystore(keystore, section["PasswordFile"]),
            (null, { } secretFile) => ReadSecret(secretFile),
        };

    private static (PrivateKey? Key, string? Problem) ReadKeystore(string path, string? passwordFile)
    {
        if (passwordFile is null)
            return (null, "names a Keystore without a PasswordFile.");
        if (!TryReadText(path, out var json, out var problem)
            || !TryReadText(passwordFile, out var password, out problem))
            return (null, problem);
        // An editor ends the file with a line break, which is not part of the password.
        return Keystore.TryDecrypt(json, password.TrimEnd('\r', '\n'), out var key, out var error)
            ? (key, null)
            : (null, $"{path} cannot be opened: {error}.");
    }

    private static (PrivateKey? Key, string? Problem) ReadSecret(string path) =>
        !TryReadText(path, out var text, out var problem) ? (null, problem)
            : PrivateKey.TryParse(text.Trim(), out var key) ? (key, null)
            : (null, $"{path} does not hold 0x and the 64 hex digits of a key.");

    private static bool TryReadText(
        string path, [NotNullWhen(true)] out string? text, [NotNullWhen(false)] out string? problem)
    {
        try
        {
            (text, problem) = (File.ReadAllText(path), null);
            return true;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            (text, problem) = (null, $"{path} cannot be read: {unreadable.Message}");
            return false;
        }
    }
}
