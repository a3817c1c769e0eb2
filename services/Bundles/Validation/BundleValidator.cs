using SharedSequencer.Bundles.Chain;
using SharedSequencer.Bundles.Reporters;
using SharedSequencer.Bundles.Saga;
using SharedSequencer.Bundles.Saga.Messages;
using SharedSequencer.Messages;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using SharedSequencer.ServiceDefaults;

namespace SharedSequencer.Bundles.Validation;

/// <summary>
/// Says what the chain would say of a bundle, by its own rules on the newest verified state; gets the attestations that it
/// needs. A good bundle gets its saga, but the answer does not wait for it.
/// </summary>
internal sealed class BundleValidator(
    FollowedChain chain, ReporterClient reporters, SagaBeginnings sagas, Telemetry telemetry, TimeProvider time,
    ILogger<BundleValidator> logger)
{
    public async Task<ValidationAnswer> JudgeAsync(Bundle bundle, CancellationToken cancellationToken)
    {
        var item = new BundleItem.Submit(bundle, []);
        var forecast = Foresee(item);
        if (!forecast.IsPast && forecast.Code == OutcomeCode.NotAttested)
        {
            item = item with { Attestations = await AttestAsync(bundle, cancellationToken) };
            forecast = Foresee(item);
        }

        telemetry.Validated(forecast);
        if (forecast.IsGood) Remember(bundle);
        return new ValidationAnswer(
            forecast.IsGood,
            forecast.Code.ToString(),
            ReasonTexts.Of(forecast),
            forecast.IsGood ? [.. item.Attestations.Select(attestation => Hex.Encode(attestation.Encode()))] : []);
    }

    private Forecast Foresee(BundleItem.Submit item) => chain.Foresee(item, ChainTime.From(time.GetUtcNow()));

    /// <summary>One per leg that needs one, by ascending leg; what else a reporter says is left out.</summary>
    private async Task<IReadOnlyList<Attestation>> AttestAsync(Bundle bundle, CancellationToken cancellationToken)
    {
        try
        {
            var told = await reporters.AttestAsync(bundle, cancellationToken);
            return
            [
                .. told
                    .Where(attestation => attestation.Bundle == bundle.Id
                        && attestation.Leg < bundle.Legs.Count
                        && bundle.Legs[attestation.Leg].Preconditions is not null)
                    .DistinctBy(attestation => attestation.Leg)
                    .OrderBy(attestation => attestation.Leg),
            ];
        }
        catch (ReporterAwayException problem)
        {
            logger.AttestationFailed(bundle.Id.ToString(), problem.Message);
            return [];
        }
    }

    private void Remember(Bundle bundle)
    {
        var state = chain.Newest;
        sagas.Begin(new BundleValidated(bundle, new ChainMoment(state.Height.Value, state.Timestamp.Milliseconds)));
    }
}
