using System.Text.Json;
using SharedSequencer.Messages;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Client;

/// <summary>
/// Where a transaction stands, as the ingress tells it; only a proof shows that it is true.
/// </summary>
public sealed record TransactionStatus
{
    /// <summary>The transaction.</summary>
    public required Hash256 Transaction { get; init; }

    /// <summary>The rollup it is for.</summary>
    public required RollupId Rollup { get; init; }

    /// <summary>The step it stands on.</summary>
    public required ConfirmationStep Step { get; init; }

    /// <summary>
    /// When it reached each step: <see cref="ConfirmationStep.Received"/> by the wall clock of the ingress,
    /// later
    /// ones in chain time. Steps not reached are absent.
    /// </summary>
    public required IReadOnlyDictionary<ConfirmationStep, ChainTime> Times { get; init; }

    /// <summary>Height of the block that holds it; null before it is soft-committed.</summary>
    public Height? Height { get; init; }

    /// <summary>Why it left the ladder.</summary>
    public string? Reason { get; init; }

    /// <summary>What the rollup did with it; null before the rollup told.</summary>
    public ExecutionOutcome? Execution { get; init; }

    /// <summary>
    /// Reads the answer of <c>seq_getTransaction</c> or <c>GET /v1/transactions/{hash}</c>; JSON null is
    /// null.
    /// </summary>
    /// <exception cref="UnexpectedAnswerException">A field is missing or of another form.</exception>
    public static TransactionStatus? Read(JsonElement answer)
    {
        if (answer.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        return new TransactionStatus
        {
            Transaction = JsonFields.Hash(answer, "hash"),
            Rollup = new RollupId(JsonFields.Number(answer, "rollupId")),
            Step = StepOf(JsonFields.Text(answer, "status")),
            Times = TimesOf(answer),
            Height = JsonFields.OptionalNumber(answer, "height") is { } height ? new Height(height) : null,
            Reason = JsonFields.OptionalText(answer, "reason"),
            Execution = JsonFields.OptionalText(answer, "execution") is { } execution ? OutcomeOf(execution) : null,
        };
    }

    private static Dictionary<ConfirmationStep, ChainTime> TimesOf(JsonElement answer)
    {
        var times = new Dictionary<ConfirmationStep, ChainTime>();
        if (!answer.TryGetProperty("steps", out var steps) || steps.ValueKind != JsonValueKind.Array)
        {
            throw JsonFields.Missing("steps");
        }

        foreach (var step in steps.EnumerateArray())
        {
            times[StepOf(JsonFields.Text(step, "step"))] = new ChainTime(JsonFields.Number(step, "time"));
        }

        return times;
    }

    private static ConfirmationStep StepOf(string text) =>
        Enum.TryParse<ConfirmationStep>(text, out var step) && Enum.IsDefined(step)
            ? step
            : throw new UnexpectedAnswerException($"\"{text}\" is no step of the confirmation ladder.");

    private static ExecutionOutcome OutcomeOf(string text) =>
        Enum.TryParse<ExecutionOutcome>(text, out var outcome) && Enum.IsDefined(outcome)
            ? outcome
            : throw new UnexpectedAnswerException($"\"{text}\" is no execution outcome.");
}
