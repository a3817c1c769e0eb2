using Microsoft.Extensions.Configuration;

namespace SharedSequencer.ServiceDefaults;

/// <summary>
/// Whether this process says of itself that it runs in the local mesh, where development keys and sidecars without
/// a token are allowed. Never guessed from anything else.
/// </summary>
internal static class LocalMeshSetting
{
    public const string Name = "Keys:AllowDevelopmentKeys";

    /// <summary>False with the text when the setting is neither true nor false; absent means no.</summary>
    public static bool TryRead(IConfiguration configuration, out bool isLocalMesh, out string text)
    {
        text = configuration.GetValue(Name, "false")!;
        return bool.TryParse(text, out isLocalMesh);
    }

    public static bool IsLocalMesh(IConfiguration configuration) => TryRead(configuration, out var isLocal, out _) && isLocal;
}
