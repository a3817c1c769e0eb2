using Npgsql;
using SharedSequencer.Ordering.Chain;
using SharedSequencer.Ordering.Journal;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ordering.Peers;

/// <summary>Gives final blocks to validators that lack them, out of memory or the journal, off the loop.</summary>
internal sealed class FinalBlockServer(
    FinalRequests requests, RecentBlocks recent, JournalBlocks journal, PeerNetwork network,
    ILogger<FinalBlockServer> logger) : BackgroundService
{
    private const long AnswerBytes = 1024 * 1024;

    /// <summary>Who has not yet taken so many answers gets no further one.</summary>
    private const long MostWaiting = 8 * AnswerBytes;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            var (who, from) = await requests.Take(stoppingToken);
            if (network.Waiting(who) < MostWaiting && await Read(who, from, stoppingToken) is { Count: > 0 } blocks)
            {
                network.Send(who, new PeerMessage.FinalBlocks(blocks));
            }
        }
    }

    private async Task<IReadOnlyList<FinalizedBlock>> Read(ValidatorIndex who, Height from, CancellationToken cancel)
    {
        try
        {
            return recent.From(from, PeerMessage.MaxFinalBlocks, AnswerBytes, bodies: true)
                ?? await journal.Read(from, PeerMessage.MaxFinalBlocks, AnswerBytes, bodies: true, cancel);
        }
        catch (Exception failure) when (failure is BodiesPrunedException or NpgsqlException)
        {
            logger.BlocksNotServed(who, from, failure.Message);
            return [];
        }
    }
}
