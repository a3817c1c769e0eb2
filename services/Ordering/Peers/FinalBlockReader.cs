using SharedSequencer.Ordering.Chain;
using SharedSequencer.Ordering.Journal;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ordering.Peers;

/// <summary>
/// Final blocks with their batches for a validator that lacks them: out of memory, the journal, or the archive when the
/// journal keeps those bodies no more.
/// </summary>
internal sealed class FinalBlockReader(RecentBlocks recent, JournalBlocks journal, IEnumerable<IBlockArchive> archives)
{
    private const long AnswerBytes = 1024 * 1024;

    /// <summary>Each is a request of its own.</summary>
    private const int MostArchived = 64;

    /// <exception cref="BodiesPrunedException">The journal has deleted them and no archive gives them.</exception>
    public async Task<IReadOnlyList<FinalizedBlock>> Read(Height from, CancellationToken cancel)
    {
        try
        {
            return recent.From(from, PeerMessage.MaxFinalBlocks, AnswerBytes, bodies: true)
                ?? await journal.Read(from, PeerMessage.MaxFinalBlocks, AnswerBytes, bodies: true, cancel);
        }
        catch (BodiesPrunedException)
        {
            var archived = await ReadArchive(from, cancel);
            if (archived.Count == 0)
            {
                throw;
            }

            return archived;
        }
    }

    private async Task<IReadOnlyList<FinalizedBlock>> ReadArchive(Height from, CancellationToken cancel)
    {
        var blocks = new List<FinalizedBlock>();
        foreach (var archive in archives)
        {
            var bytes = 0L;
            for (var next = from;
                blocks.Count < MostArchived && bytes < AnswerBytes && await archive.Read(next, cancel) is { } block;
                next = next.Next)
            {
                blocks.Add(block);
                bytes += block.Block.Certificates.Sum(certificate => (long)certificate.Size);
            }
        }

        return blocks;
    }
}
