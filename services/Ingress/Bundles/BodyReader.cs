using System.Net.Mime;
using SharedSequencer.Ingress.Limits;

namespace SharedSequencer.Ingress.Bundles;

/// <summary>Reads a JSON body up to the size of a bundle, within what all bodies under way may hold.</summary>
internal sealed class BodyReader(BodyBudget budget)
{
    /// <summary>The body, whose bytes count as under way until it is disposed.</summary>
    public async Task<Body> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentType?.StartsWith(MediaTypeNames.Application.Json, StringComparison.OrdinalIgnoreCase) != true)
            return new Body(budget, default, 0, BundleProblems.NotJson);
        if (request.ContentLength > StrictJson.MaxBytes) return new Body(budget, default, 0, BundleProblems.TooLarge);
        using var buffer = new MemoryStream();
        var taken = 0L;
        var isKept = false;
        try
        {
            while (true)
            {
                var read = await request.BodyReader.ReadAsync(cancellationToken);
                var length = read.Buffer.Length;
                var fits = taken + length <= StrictJson.MaxBytes;
                if (!fits || !budget.TryTake(length))
                {
                    request.BodyReader.AdvanceTo(read.Buffer.End);
                    return new Body(budget, default, 0, fits ? BundleProblems.NoRoom : BundleProblems.TooLarge);
                }
                taken += length;
                foreach (var segment in read.Buffer) buffer.Write(segment.Span);
                request.BodyReader.AdvanceTo(read.Buffer.End);
                if (!read.IsCompleted) continue;
                isKept = true;
                return new Body(budget, buffer.ToArray(), taken, null);
            }
        }
        finally
        {
            if (!isKept) budget.Give(taken);
        }
    }

    internal sealed class Body(BodyBudget budget, ReadOnlyMemory<byte> bytes, long taken, BundleProblem? problem) : IDisposable
    {
        private long _taken = taken;

        public ReadOnlyMemory<byte> Bytes => bytes;

        public BundleProblem? Problem => problem;

        public void Dispose() => budget.Give(Interlocked.Exchange(ref _taken, 0));
    }
}
