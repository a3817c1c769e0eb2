using System.Text.Json.Serialization;

namespace SharedSequencer.Sentinel.Health;

/// <summary>How the layer as a whole is. The numbers are those of the metric.</summary>
[JsonConverter(typeof(LayerStatusConverter))]
internal enum LayerStatus
{
    /// <summary>Takes transactions, orders them and hands them on.</summary>
    Operational = 0,

    /// <summary>Works, with a part missing or late.</summary>
    Degraded = 1,

    /// <summary>Orders nothing.</summary>
    Halted = 2,
}
