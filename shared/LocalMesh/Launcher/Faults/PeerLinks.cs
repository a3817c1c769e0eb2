namespace SharedSequencer.Launcher.Faults;

/// <summary>The links between the validators of a mesh, one proxy for each direction in which one may call another.
/// </summary>
public sealed class PeerLinks : IDisposable
{
    private readonly Dictionary<(int From, int To), LinkProxy> _links = [];
    private readonly int _members;

    /// <summary>Starts the proxies; ports come from the system.</summary>
    /// <param name="ports">Where each validator listens, by number from 1.</param>
    public PeerLinks(IReadOnlyList<int> ports)
    {
        _members = ports.Count;
        for (var from = 1; from <= _members; from++)
        {
            for (var to = 1; to <= _members; to++)
            {
                if (from != to)
                    _links[(from, to)] = new LinkProxy(ports[to - 1]);
            }
        }
    }

    /// <summary>Where one validator finds another.</summary>
    public int Port(int from, int to) => _links[(from, to)].Port;

    /// <summary>Cuts every link between the validators of this side and all others; links within a side stay.</summary>
    public void Split(IReadOnlyCollection<int> side)
    {
        foreach (var ((from, to), link) in _links)
        {
            if (side.Contains(from) != side.Contains(to))
                link.Cut();
        }
    }

    /// <summary>Cuts one validator off from all others.</summary>
    public void Isolate(int validator) => Split([validator]);

    /// <summary>Restores every link: what was under way arrives, as after a retransmission.</summary>
    public void Heal()
    {
        foreach (var link in _links.Values)
            link.Restore();
    }

    /// <summary>Ends every connection of a link's two directions; new ones can be made.</summary>
    public void Reset(int one, int other)
    {
        _links[(one, other)].Reset();
        _links[(other, one)].Reset();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var link in _links.Values)
            link.Dispose();
    }
}
