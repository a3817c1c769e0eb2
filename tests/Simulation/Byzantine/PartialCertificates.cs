using SharedSequencer.Protocol;

namespace SharedSequencer.Simulation.Tests.Byzantine;

/// <summary>Sends certificates that lack a vote or an acknowledgement, or count one twice.</summary>
internal sealed class PartialCertificates : Habit
{
    public override IEnumerable<PeerMessage> Rewrite(int to, PeerMessage message) => message switch
    {
        PeerMessage.Decided(var certificate) => [message, new PeerMessage.Decided(certificate with { Votes = Fewer(certificate.Votes) })],
        PeerMessage.Certified(var certificate) =>
            [new PeerMessage.Certified(certificate with { Entries = Fewer(certificate.Entries) }), message],
        PeerMessage.Status status when status.Highest is { } highest =>
            [status with { Highest = highest with { Votes = Fewer(highest.Votes) } }],
        _ => [message],
    };

    private List<T> Fewer<T>(IReadOnlyList<T> signed)
    {
        var fewer = signed.Take(signed.Count - 1).ToList();
        if (fewer.Count > 0 && Context.Chance.Happens(0.5))
            fewer.Add(fewer[^1]);
        return fewer;
    }
}
