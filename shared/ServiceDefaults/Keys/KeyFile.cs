using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;
using SharedSequencer.Primitives;

namespace SharedSequencer.ServiceDefaults;

/// <summary>Reads one key as its configuration section says. Answers a problem instead of throwing.</summary>
internal static class KeyFile
{
    public static (PrivateKey? Key, string? Problem) Read(IConfigurationSection section)
    {
        var secretFile = section["SecretFile"];
        if (secretFile is null)
            return (null, "names neither a Keystore nor a SecretFile.");
        return TryReadText(secretFile, out var text, out var problem) ? ReadSecret(secretFile, text) : (null, problem);
    }

    private static (PrivateKey? Key, string? Problem) ReadSecret(string path, string text) =>
        PrivateKey.TryParse(text.Trim(), out var key)
            ? (key, null)
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
