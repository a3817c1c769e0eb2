using System.ComponentModel.DataAnnotations;

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
}
