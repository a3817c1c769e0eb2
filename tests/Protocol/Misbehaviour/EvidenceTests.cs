using SharedSequencer.Testing;

namespace SharedSequencer.Protocol.Tests.Misbehaviour;

public sealed class EvidenceTests
{
    private static readonly PeerSamples Samples = new();

    public static TheoryData<int> Kinds => [.. Enumerable.Range(0, Samples.Evidence.Count)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Evidence_survives_its_encoding_and_convinces_a_stranger(int index)
    {
        var encoded = Samples.Evidence[index].Encode();

        Assert.True(Evidence.TryDecode(encoded, out var decoded));
        Assert.Equal(Samples.Evidence[index], decoded);
        Assert.True(decoded.IsValid(Samples.Committee.Genesis));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_same_statement_twice_proves_nothing(int index)
    {
        Evidence repeated = Samples.Evidence[index] switch
        {
            Evidence.Proposals proof => proof with { Second = proof.First, SecondSignature = proof.FirstSignature },
            Evidence.Votes proof => proof with { Second = proof.First },
            Evidence.Acknowledgements proof => proof with { Second = proof.First },
            Evidence.Batches proof => proof with { Second = proof.First, SecondSignature = proof.FirstSignature },
            _ => throw new InvalidOperationException(),
        };

        Assert.False(repeated.IsValid(Samples.Committee.Genesis));
    }
}
