using SharedSequencer.Primitives;
using SharedSequencer.ServiceDefaults;

namespace SharedSequencer.Publisher.Reporting;

/// <summary>The key that this publisher reports with, if it has one.</summary>
internal sealed class ReporterKey(SigningKeys keys)
{
    /// <summary>Role of the key: <c>Keys:Reporter</c>.</summary>
    public const string Role = "Reporter";

    /// <summary>The key; null when this publisher neither attests nor reports.</summary>
    public PrivateKey? Key { get; } = keys.Find(Role);

    /// <summary>Whether a rollup that names this reporter means this publisher.</summary>
    public bool Is(Address reporter) => Key is not null && Key.Address == reporter;
}
