using System.Text.Json.Serialization;

namespace SharedSequencer.Sentinel.Watching;

/// <summary>What a service answers on its readiness route.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ServiceState>))]
internal enum ServiceState
{
    /// <summary>Everything it needs is there.</summary>
    Ready,

    /// <summary>It answers, and says that something is missing.</summary>
    NotReady,

    /// <summary>It does not answer, or not in time.</summary>
    Unreachable,
}
