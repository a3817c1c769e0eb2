using System.Net;

namespace SharedSequencer.Ingress.Limits;

/// <summary>One client's part in <see cref="ClientShares"/>.</summary>
internal readonly record struct ClientShare(ClientShares Shares, IPAddress? Client)
{
    public bool TryTake() => Shares.TryTake(Client);

    public void Give(int count) => Shares.Give(Client, count);
}
