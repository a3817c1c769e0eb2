using System.Net;
using SharedSequencer.Ingress.JsonRpc;
using SharedSequencer.Ingress.Rollups;

namespace SharedSequencer.Ingress.WebSockets;

/// <summary>Who is at the other end of a connection, and which rollup it is about.</summary>
internal sealed record SocketPeer(Rollup Rollup, IRpcSubscriptions Subscriptions, IPAddress? Address);
