
using Npgsql;
using SharedSequencer.Ordering.Chain;
using SharedSequencer.Ordering.Dispatch;
using SharedSequencer.Ordering.Journal;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ordering.Validator;

/// <summary>
/// Starts the validator role: takes the journal over, rebuilds the core from it, and runs the loop. When the
/// loop ends by itself the process stops: a fenced or contradicted validator has nothing left to say.
/// </summary>
internal sealed class ValidatorHost(
    JournalSession session, ValidatorSeat seat, ValidatorLoop loop, FinalChain chain,
    IEnumerable<IRecoveryStep> steps, ILogger<ValidatorHost> logger) : BackgroundService
{
    private OrderingCore? _core;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        var recovered = await session.Open(cancellationToken);
        _core = new OrderingCore(seat.Signer, recovered);
        chain.Start(recovered);
        foreach (var step in steps)
        {
            await step.Recover(recovered.Final, cancellationToken);
        }

        logger.ValidatorStarted(
            seat.Signer.Key.Address, recovered.Final.Height, _core.View, recovered.Batches.Count);
        await base.StartAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => loop.Run(_core!, stoppingToken);
}
