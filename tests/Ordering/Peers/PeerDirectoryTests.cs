using SharedSequencer.Ordering.Peers;
using SharedSequencer.Ordering.Validator;
using SharedSequencer.Protocol;
using SharedSequencer.Testing;

namespace SharedSequencer.Ordering.Tests.Peers;

public sealed class PeerDirectoryTests
{
    private readonly TestCommittee _committee = new(1, 1, 1);

    private ValidatorSeat Seat => new(_committee.Genesis, _committee.Signers[1]);

    [Fact]
    public void Others_are_named_by_seat_or_address_and_an_own_entry_does_not_matter()
    {
        var directory = Read(
            7101,
            ("0", "https://127.0.0.1:7101"),
            ("1", "https://127.0.0.1:7102"),
            (_committee.Signers[2].Key.Address.ToString(), "https://validator-3:7103"));

        Assert.Empty(directory.Problems);
        Assert.Equal(
            [(new ValidatorIndex(0), new Uri("https://127.0.0.1:7101")), (new ValidatorIndex(2), new Uri("https://validator-3:7103"))],
            directory.Others);
    }

    [Fact]
    public void Everything_that_is_wrong_is_told_at_once()
    {
        var directory = Read(
            null,
            ("0", "http://127.0.0.1:7101"),
            ("7", "https://127.0.0.1:7102"),
            ("someone", "https://127.0.0.1:7103"));

        Assert.Equal(
            [
                "Ordering:PeerPort", "Ordering:Peers:0:Url", "Ordering:Peers:0:Url", "Ordering:Peers:2:Url",
                "Ordering:Peers:7", "Ordering:Peers:someone",
            ],
            directory.Problems.Select(problem => problem[..problem.IndexOf(": ", StringComparison.Ordinal)]).Order());
    }

    [Fact]
    public void A_committee_of_one_needs_nothing()
    {
        var alone = new TestCommittee(1);

        var directory = new PeerDirectory(new OrderingOptions(), new ValidatorSeat(alone.Genesis, alone.Signers[0]));

        Assert.Empty(directory.Problems);
        Assert.Empty(directory.Others);
    }

    private PeerDirectory Read(int? port, params (string Member, string Url)[] peers) => new(
        new OrderingOptions
        {
            PeerPort = port,
            Peers = peers.ToDictionary(peer => peer.Member, peer => new PeerOptions { Url = peer.Url }),
        },
        Seat);
}
