using System.Diagnostics;
using SharedSequencer.Ingress.Journal;
using SharedSequencer.Ingress.Lanes;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ingress.Transactions;

/// <summary>
/// One transaction on its way in. <see cref="Verdict"/> stays <see cref="Verdict.Accepted"/> for as long as nothing
/// speaks against it.
/// </summary>
internal record struct Submission
{
    public byte[] Raw { get; set; }

    public Verdict Verdict { get; set; }

    public Hash256 Hash { get; set; }

    public Address Sender { get; set; }

    public ulong Nonce { get; set; }

    public readonly Entry ToEntry(Lane lane, IngressClock clock) => new()
    {
        Lane = lane,
        Hash = Hash,
        Sender = Sender,
        Nonce = Nonce,
        Raw = Raw,
        ReceivedMilliseconds = clock.WallMilliseconds,
        Trace = Activity.Current is { Recorded: true } activity ? activity.Context : default,
    };
}
