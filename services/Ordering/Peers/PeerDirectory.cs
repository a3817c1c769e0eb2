using System.Net;
using SharedSequencer.Ordering.Validator;
using SharedSequencer.Protocol;
using SharedSequencer.ServiceDefaults;

namespace SharedSequencer.Ordering.Peers;

/// <summary>Who the other validators are and where they listen, out of committee and settings.</summary>
internal sealed class PeerDirectory
{
    private readonly List<string> _problems = [];
    private readonly SortedDictionary<int, Uri> _urls = [];

    public PeerDirectory(OrderingOptions options, ValidatorSeat seat)
    {
        var committee = seat.Genesis.Committee;
        foreach (var (member, peer) in options.Peers)
        {
            Add(committee, member, peer);
        }

        _urls.Remove(seat.Signer.Index.Value);
        Others = [.. _urls.Select(entry => (new ValidatorIndex((ushort)entry.Key), entry.Value))];
        if (committee.Validators.Count == 1)
        {
            return;
        }

        if (options.PeerPort is null)
        {
            _problems.Add("Ordering:PeerPort: a committee of several needs a port for the others.");
        }

        if (!IPAddress.TryParse(options.PeerAddress, out _))
        {
            _problems.Add($"Ordering:PeerAddress: '{options.PeerAddress}' is not an IP address.");
        }

        foreach (var missing in Enumerable.Range(0, committee.Validators.Count)
            .Where(index => index != seat.Signer.Index.Value && !_urls.ContainsKey(index)))
        {
            _problems.Add($"Ordering:Peers:{missing}:Url: where validator {missing} listens is not said.");
        }
    }

    /// <summary>The others with their addresses, by seat.</summary>
    public IReadOnlyList<(ValidatorIndex Validator, Uri Url)> Others { get; }

    /// <summary>What is wrong with the settings.</summary>
    public IReadOnlyList<string> Problems => _problems;

    private void Add(Committee committee, string member, PeerOptions peer)
    {
        if (!CommitteeMember.TryFind(committee, member, out var index))
        {
            _problems.Add($"Ordering:Peers:{member}: neither a seat nor the address of a member of the committee.");
        }
        else if (!Uri.TryCreate(peer.Url, UriKind.Absolute, out var url) || url.Scheme != Uri.UriSchemeHttps)
        {
            _problems.Add($"Ordering:Peers:{member}:Url: '{peer.Url}' is not https://host:port.");
        }
        else if (!_urls.TryAdd(index.Value, url))
        {
            _problems.Add($"Ordering:Peers:{member}: this member is named twice.");
        }
    }
}
