using SharedSequencer.Primitives;

namespace SharedSequencer.Ordering.Peers;

/// <summary>
/// Encoded messages, one after the other, as they travel together: an encoding says how long it is. One frame under
/// load carries dozens of votes and acknowledgements.
/// </summary>
internal sealed record PeerFrame(IReadOnlyList<ReadOnlyMemory<byte>> Messages)
{
    /// <summary>A frame is closed once it has this many bytes, so a longer one holds one long message.</summary>
    public const int UsualBytes = 64 * 1024;

    public static PeerFrame Empty { get; } = new(Array.Empty<ReadOnlyMemory<byte>>());

    public int Bytes => Messages.Sum(message => message.Length);

    /// <summary>Parts what came in; false when the bytes are not a row of encodings.</summary>
    public static bool TrySplit(ReadOnlyMemory<byte> bytes, out List<ReadOnlyMemory<byte>> messages)
    {
        messages = [];
        var reader = new RlpReader(bytes.Span);
        while (!reader.AtEnd)
        {
            var start = reader.Position;
            if (!reader.TryReadRawItem(out _))
            {
                return false;
            }

            var message = bytes[start..reader.Position];
            // A body is kept as long as its batch waits and must not keep its whole frame.
            messages.Add(message.Length == bytes.Length ? message : message.ToArray());
        }

        return true;
    }
}
