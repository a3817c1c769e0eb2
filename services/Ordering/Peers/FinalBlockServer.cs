using Npgsql;
using SharedSequencer.Ordering.Journal;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ordering.Peers;

/// <summary>Gives final blocks to validators that lack them, off the loop.</summary>
internal sealed class FinalBlockServer(
    FinalRequests requests, FinalBlockReader blocks, PeerNetwork network, ILogger<FinalBlockServer> logger)
    : BackgroundService
{
    /// <summary>Who has not yet taken so many bytes gets no further answer.</summary>
    private const long MostWaiting = 8 * 1024 * 1024;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            var (who, from) = await requests.Take(stoppingToken);
            if (network.Waiting(who) < MostWaiting && await Read(who, from, stoppingToken) is { Count: > 0 } found)
            {
                network.Send(who, new PeerMessage.FinalBlocks(found));
            }
        }
    }

    private async Task<IReadOnlyList<FinalizedBlock>> Read(ValidatorIndex who, Height from, CancellationToken cancel)
    {
        try
        {
            return await blocks.Read(from, cancel);
        }
        catch (Exception failure) when (failure is BodiesPrunedException or NpgsqlException)
        {
            logger.BlocksNotServed(who, from, failure.Message);
            return [];
        }
    }
}
