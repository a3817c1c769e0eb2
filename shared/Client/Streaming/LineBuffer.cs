using System.Buffers;
using System.Text;

namespace SharedSequencer.Client;

/// <summary>
/// Cuts a stream of UTF-8 bytes into lines that end in CR, LF or both; holds one unfinished line.
/// </summary>
internal sealed class LineBuffer(int maxLength)
{
    private readonly ArrayBufferWriter<byte> _unfinished = new();
    private bool _afterCarriageReturn;

    /// <summary>The lines that these bytes complete.</summary>
    /// <exception cref="UnexpectedAnswerException">A line is longer than allowed.</exception>
    internal IEnumerable<string> Append(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (_afterCarriageReturn && bytes.Span[0] == (byte)'\n')
            {
                bytes = bytes[1..];
            }

            _afterCarriageReturn = false;
            var end = bytes.Span.IndexOfAny((byte)'\r', (byte)'\n');
            Keep(end < 0 ? bytes.Span : bytes.Span[..end]);
            if (end < 0)
            {
                yield break;
            }

            _afterCarriageReturn = bytes.Span[end] == (byte)'\r';
            bytes = bytes[(end + 1)..];
            var line = Encoding.UTF8.GetString(_unfinished.WrittenSpan);
            _unfinished.ResetWrittenCount();
            yield return line;
        }
    }

    private void Keep(ReadOnlySpan<byte> part)
    {
        if (_unfinished.WrittenCount + part.Length > maxLength)
        {
            throw new UnexpectedAnswerException($"A line of the stream is longer than {maxLength} bytes.");
        }

        _unfinished.Write(part);
    }
}
