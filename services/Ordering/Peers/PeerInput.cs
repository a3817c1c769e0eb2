using SharedSequencer.Protocol;

namespace SharedSequencer.Ordering.Peers;

/// <summary>A checked message on its way into the loop.</summary>
/// <param name="From">Who sent it.</param>
/// <param name="Message">The message.</param>
/// <param name="Bytes">Length of its encoding.</param>
/// <param name="Room">What it occupies until the loop has taken it.</param>
internal sealed record PeerInput(ValidatorIndex From, PeerMessage Message, int Bytes, PeerRoom.Share Room);
