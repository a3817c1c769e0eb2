using System.Net;
using System.Runtime.CompilerServices;
using SharedSequencer.Protocol;

namespace SharedSequencer.Client;

/// <summary>
/// Fetches whole final blocks from a publisher and verifies them with a <see cref="ChainFollower"/>:
/// finality, links, the order recomputed from the block's own content, and the roots of every rollup. The order of
/// one block alone is <see cref="RecomputeOrderAsync"/>.
/// </summary>
public sealed class BlockClient
{
    private readonly HttpClient _http;
    private readonly Uri _publisher;

    /// <summary>Uses a publisher.</summary>
    /// <param name="http">Not disposed here.</param>
    /// <param name="publisher">The root, e.g. <c>http://127.0.0.1:8082</c>.</param>
    public BlockClient(HttpClient http, Uri publisher)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(publisher);
        _http = http;
        _publisher = publisher;
    }

    /// <summary>The block at a height with its batches, unverified; null above the head.</summary>
    public async Task<FinalizedBlock?> GetAsync(Height height, CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_publisher, $"/v1/blocks/{height}"));
        request.Headers.Accept.ParseAdd("application/octet-stream");
        using var response = await _http.SendAsync(
            request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }

        if (response.StatusCode != HttpStatusCode.OK)
        {
            throw new UnexpectedAnswerException($"The publisher answered {(int)response.StatusCode}.");
        }

        var encoded = await BoundedContent.ReadAsync(response.Content, FinalizedBlock.MaxBytes, cancellationToken);
        return FinalizedBlock.TryDecode(encoded, out var block)
            ? block
            : throw new UnexpectedAnswerException($"Block {height} does not decode.");
    }

    /// <summary>
    /// Verifies and hands out every block after the follower's head, up to the publisher's head.
    /// </summary>
    /// <exception cref="VerificationException">A block breaks a rule; the follower stays before
    /// it.</exception>
    public async IAsyncEnumerable<ExpandedBlock> VerifyToHeadAsync(
        ChainFollower follower, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(follower);
        while (await GetAsync(follower.Head.Next, cancellationToken) is { } block)
        {
            yield return follower.TryApply(block, out var expanded, out var fault)
                ? expanded
                : throw new VerificationException(fault, $"Block {follower.Head.Next}");
        }
    }

    /// <summary>
    /// Recomputes the order of one final block (R4) without the rest of the chain: fetches the block, proves that it
    /// is final, and reads as many blocks before it as can have a say.
    /// </summary>
    /// <param name="height">The block's height.</param>
    /// <param name="genesis">What finality is checked against; not from the publisher.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>
    /// Every batch at its place with the arrival times, median, effective time and key that put it there, and whether
    /// the block keeps that order; null above the head.
    /// </returns>
    /// <exception cref="VerificationException">A block is not what it must be.</exception>
    public async Task<BlockOrder?> RecomputeOrderAsync(
        Height height, Genesis genesis, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(genesis);
        if (await GetAsync(height, cancellationToken) is not { } finalized)
        {
            return null;
        }

        var audit = new OrderAudit(finalized.Block, genesis);
        var fault = finalized.Finality.Check(genesis);
        for (var distance = 1UL; fault == BlockFault.None && audit.NeedsAncestor; distance++)
        {
            audit.Take(await AncestorAsync(height, distance, cancellationToken));
        }

        fault = fault == BlockFault.None ? audit.Fault : fault;
        return fault == BlockFault.None
            ? audit.Finish()
            : throw new VerificationException(fault, $"The order of block {height}");
    }

    private async Task<Block> AncestorAsync(Height height, ulong distance, CancellationToken cancellationToken)
    {
        var wanted = new Height(height.Value - distance);
        return (await GetAsync(wanted, cancellationToken))?.Block
            ?? throw new UnexpectedAnswerException($"The publisher has no block {wanted}.");
    }
}
