using System.Text.Json.Serialization;

namespace SharedSequencer.Messages;

/// <summary>A queue's answer to a batch.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AdmitVerdict>))]
public enum AdmitVerdict
{
    /// <summary>There was room; the batch now waits for its order.</summary>
    Admitted = 1,

    /// <summary>The digest already waits or was already ordered: go on as if admitted.</summary>
    AlreadyKnown = 2,

    /// <summary>The queue or the rollup's quota is exhausted for now: the ingress sends it again later.</summary>
    Full = 3,

    /// <summary>An earlier batch of the same ingress has not arrived: the ingress sends both again.</summary>
    UnknownPredecessor = 4,

    /// <summary>The rollup is not registered, paused or gone, or the ingress is unknown.</summary>
    Inactive = 5,

    /// <summary>The batch's <c>notAfter</c> has passed.</summary>
    Expired = 6,

    /// <summary>Another batch of the same ingress and lane has this sequence: the ingress contradicts itself.</summary>
    Conflicting = 7,
}
