using System.ComponentModel.DataAnnotations;
using SharedSequencer.Ordering.Peers;

namespace SharedSequencer.Ordering;

/// <summary>What the process is; section <c>Ordering</c>.</summary>
internal sealed class OrderingOptions
{
    /// <summary><c>Queue, Validator</c> for a full operator, <c>Validator</c> for a bare validator.</summary>
    [AllowedValues(
        OrderingRoles.Queue | OrderingRoles.Validator,
        OrderingRoles.Validator,
        ErrorMessage = "Roles must be 'Queue, Validator' or 'Validator': a queue needs its validator.")]
    public OrderingRoles Roles { get; init; } = OrderingRoles.Queue | OrderingRoles.Validator;

    /// <summary>TCP port for the other validators; 0 takes a free one. Needed when there are others.</summary>
    [Range(0, ushort.MaxValue)]
    public int? PeerPort { get; init; }

    /// <summary>IP address to listen on for the other validators.</summary>
    public string PeerAddress { get; init; } = "127.0.0.1";

    /// <summary>TCP port for the ingresses of other operators; 0 takes a free one, none is opened without it.</summary>
    [Range(0, ushort.MaxValue)]
    public int? SubmitPort { get; init; }

    /// <summary>IP address to listen on for the ingresses of other operators.</summary>
    public string SubmitAddress { get; init; } = "127.0.0.1";

    /// <summary>The other validators by seat (<c>0</c>, <c>1</c>, …) or address (<c>0x…</c>).</summary>
    public Dictionary<string, PeerOptions> Peers { get; init; } = [];
}
