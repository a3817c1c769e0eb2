using System.Runtime.CompilerServices;
using System.Text;

namespace SharedSequencer.Client;

/// <summary>
/// Reads a <c>text/event-stream</c> with bounds: a line and an event hold at most so many characters.
/// Comments
/// (keep-alive) are skipped, but reset the idle limit of the caller by way of <see cref="BytesArrived"/>.
/// </summary>
internal sealed class ServerSentEventReader
{
    private readonly Stream _stream;
    private readonly int _maxLength;
    private readonly StringBuilder _content = new();
    private string? _type;
    private string? _id;

    /// <summary>Reads a stream that the caller disposes.</summary>
    internal ServerSentEventReader(Stream stream, int maxLength)
    {
        _stream = stream;
        _maxLength = maxLength;
    }

    /// <summary>Called after every piece of bytes that arrived.</summary>
    internal Action? BytesArrived { get; init; }

    internal async IAsyncEnumerable<ServerSentEvent> ReadAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var lines = new LineBuffer(_maxLength);
        var chunk = new byte[64 * 1024];
        while (true)
        {
            var read = await _stream.ReadAsync(chunk, cancellationToken);
            if (read == 0)
            {
                yield break;
            }

            BytesArrived?.Invoke();
            foreach (var line in lines.Append(chunk.AsMemory(0, read)))
            {
                if (Take(line) is { } complete)
                {
                    yield return complete;
                }
            }
        }
    }

    /// <summary>Takes one line; an empty one completes the event.</summary>
    private ServerSentEvent? Take(string line)
    {
        if (line.Length == 0)
        {
            return Complete();
        }

        var colon = line.IndexOf(':', StringComparison.Ordinal);
        var (field, value) = colon < 0 ? (line, "") : (line[..colon], line[(colon + 1)..]);
        value = value.StartsWith(' ') ? value[1..] : value;
        switch (field)
        {
            case "event":
                _type = value;
                break;
            case "id":
                _id = value;
                break;
            case "data":
                Append(value);
                break;
            default:
                // A comment, a retry hint, or a field of the future: the standard says to ignore it.
                break;
        }

        return null;
    }

    private void Append(string value)
    {
        if (_content.Length + value.Length + 1 > _maxLength)
        {
            throw new UnexpectedAnswerException($"An event is longer than {_maxLength} characters.");
        }

        _content.Append(value).Append('\n');
    }

    private ServerSentEvent? Complete()
    {
        var complete = _content.Length == 0
            ? null
            : new ServerSentEvent(_type ?? "message", _id, _content.ToString(0, _content.Length - 1));
        _content.Clear();
        _type = null;
        return complete;
    }
}
