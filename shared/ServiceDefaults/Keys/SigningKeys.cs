using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using SharedSequencer.Primitives;

namespace SharedSequencer.ServiceDefaults;

/// <summary>
/// The keys that this service signs with, by role; read once, from files, never from arguments or variables.
/// Development keys, which anyone can derive, are refused unless <c>Keys:AllowDevelopmentKeys</c> is true.
/// </summary>
public sealed class SigningKeys : IDisposable
{
    private readonly Dictionary<string, PrivateKey> _keys = new(StringComparer.Ordinal);
    private readonly List<string> _problems = [];

    internal SigningKeys(
        IEnumerable<SigningKeyName> names, IConfiguration configuration, ILogger<SigningKeys> logger)
    {
        if (!LocalMeshSetting.TryRead(configuration, out var allowDevelopment, out var text))
            _problems.Add($"{LocalMeshSetting.Name}: '{text}' is neither true nor false.");
        foreach (var role in names.GroupBy(name => name.Value, StringComparer.Ordinal))
        {
            var section = configuration.GetSection($"Keys:{role.Key}");
            if (section.Exists() || role.Any(name => !name.IsOptional))
                Add(role.Key, KeyFile.Read(section), allowDevelopment, logger);
        }
    }

    internal IReadOnlyList<string> Problems => _problems;

    /// <summary>The key of a role that was asked for with <c>AddSigningKey</c>.</summary>
    /// <param name="name">The role.</param>
    /// <exception cref="KeyNotFoundException">The role was not asked for.</exception>
    public PrivateKey Get(string name) => _keys[name];

    /// <summary>The key of a role that was asked for with <c>AddOptionalSigningKey</c>; null when none is set.</summary>
    /// <param name="name">The role.</param>
    public PrivateKey? Find(string name) => _keys.GetValueOrDefault(name);

    private void Add(
        string name, (PrivateKey? Key, string? Problem) file, bool allowDevelopment, ILogger logger)
    {
        if (file.Key is not { } key)
        {
            _problems.Add($"Keys:{name}: {file.Problem}");
            return;
        }
        _keys[name] = key;
        logger.KeyLoaded(name, key.Address);
        if (!DevelopmentKeys.Contains(key.Address))
            return;
        if (allowDevelopment)
            logger.DevelopmentKeyUsed(name);
        else
            _problems.Add($"Keys:{name}: {key.Address} is a development key, which everybody knows.");
    }

    /// <summary>Wipes the secrets.</summary>
    public void Dispose()
    {
        foreach (var key in _keys.Values)
            key.Dispose();
    }
}
