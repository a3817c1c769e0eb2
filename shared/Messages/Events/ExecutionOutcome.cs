using System.Text.Json.Serialization;

namespace SharedSequencer.Messages;

/// <summary>What a rollup did with an ordered transaction: the second axis beside the confirmation ladder.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ExecutionOutcome>))]
public enum ExecutionOutcome
{
    /// <summary>Ran and succeeded.</summary>
    Executed = 1,

    /// <summary>Ran and was reverted; it still used its nonce and paid.</summary>
    Reverted = 2,

    /// <summary>Did not run: the node's rules refuse it at this place (nonce, balance, fee).</summary>
    Skipped = 3,
}
