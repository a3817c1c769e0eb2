using Microsoft.Extensions.Configuration;

namespace SharedSequencer.ServiceDefaults;

/// <summary>
/// Outside the local mesh the sidecar must be recognised by a token: by its address alone, every process of the
/// machine would pass for it.
/// </summary>
internal sealed class SidecarTokenCheck(IConfiguration configuration) : IStartupCheck
{
    public const string TokenSetting = "APP_API_TOKEN";

    public IEnumerable<string> FindProblems()
    {
        if (!string.IsNullOrEmpty(configuration[TokenSetting]) || LocalMeshSetting.IsLocalMesh(configuration)) yield break;
        yield return $"{TokenSetting}: missing. Without the token that the sidecar shows, any process on this machine could "
            + $"deliver in its name. Give service and sidecar the same secret; only the local mesh ({LocalMeshSetting.Name}=true) "
            + "does without.";
    }
}
