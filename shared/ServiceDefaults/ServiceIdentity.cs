using System.Reflection;

namespace SharedSequencer.ServiceDefaults;

/// <summary>Which service this process is.</summary>
/// <param name="AppId">Its app id on the mesh.</param>
public sealed record ServiceIdentity(string AppId)
{
    /// <summary>Version of the program, without the source revision.</summary>
    public string Version { get; } =
        (Assembly.GetEntryAssembly() ?? typeof(ServiceIdentity).Assembly)
            .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";
}
