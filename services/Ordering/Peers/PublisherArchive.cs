using System.Net.Http.Headers;
using System.Net.Mime;
using SharedSequencer.Messages;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ordering.Peers;

/// <summary>The archive of the operator's publisher, behind the sidecar.</summary>
internal sealed class PublisherArchive(HttpClient http, ILogger<PublisherArchive> logger) : IBlockArchive
{
    public async Task<FinalizedBlock?> Read(Height height, CancellationToken cancel)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, PublisherRoutes.BlockOf(height.Value));
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(MediaTypeNames.Application.Octet));
            using var answer = await http.SendAsync(request, cancel);
            answer.EnsureSuccessStatusCode();
            return FinalizedBlock.TryDecode(await answer.Content.ReadAsByteArrayAsync(cancel), out var block)
                && block.Header.Height == height && block.Batches is not null
                    ? block
                    : throw new HttpRequestException("The answer is not that block.");
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException
            && !cancel.IsCancellationRequested)
        {
            logger.ArchiveSilent(height, failure.Message);
            return null;
        }
    }
}
