using System.Threading.Channels;
using Grpc.Core;
using SharedSequencer.Ordering.Validator;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ordering.Peers;

/// <summary>
/// Brings a validator's messages from its connection to the loop: decodes them and checks every signature, many at a
/// time off the loop, and hands them on in the order in which they came.
/// </summary>
internal sealed class PeerIntake(ValidatorSeat seat, VerifiedSignatures memory, IPeerInbox inbox)
{
    /// <summary>Reads until the connection ends. Answers what was wrong when it is to be ended.</summary>
    public async Task<PeerFault?> Read(
        IncomingPeer peer, IAsyncStreamReader<PeerFrame> frames, CancellationToken cancel)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        // Bounded by the room that each check in it holds.
        var checks = Channel.CreateUnbounded<Task<Checked>>();
        var passing = Pass(peer.Validator, checks.Reader, stop);
        try
        {
            await foreach (var frame in frames.ReadAllAsync(stop.Token))
            {
                await Take(peer, frame.Messages[0], checks.Writer, stop.Token);
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or IOException or RpcException)
        {
            // The sender went away, came anew, or has lied, which the other half tells.
        }
        finally
        {
            checks.Writer.Complete();
        }

        return await passing;
    }

    private async Task Take(
        IncomingPeer peer, ReadOnlyMemory<byte> frame, ChannelWriter<Task<Checked>> checks, CancellationToken cancel)
    {
        if (!PeerFrame.TrySplit(frame, out var messages))
        {
            checks.TryWrite(Task.FromResult(new Checked(null, null, PeerFault.Malformed)));
            return;
        }

        foreach (var message in messages)
        {
            var room = await peer.Room.Take(message.Length, cancel);
            checks.TryWrite(Task.Run(() => Check(peer.Validator, message, room), CancellationToken.None));
        }
    }

    private Checked Check(ValidatorIndex from, ReadOnlyMemory<byte> encoded, PeerRoom.Share room)
    {
        if (!PeerMessageCodec.TryDecode(encoded, out var message))
        {
            return new Checked(null, room, PeerFault.Malformed);
        }

        return PeerMessageCheck.IsAuthentic(message, from, seat.Genesis, memory)
            ? new Checked(new PeerInput(from, message, encoded.Length, room), room, null)
            : new Checked(null, room, PeerFault.NotAuthentic);
    }

    /// <summary>Everything that was begun is waited for, so that all room is given back.</summary>
    private async Task<PeerFault?> Pass(
        ValidatorIndex from, ChannelReader<Task<Checked>> checks, CancellationTokenSource stop)
    {
        PeerFault? fault = null;
        var tag = new KeyValuePair<string, object?>(Telemetry.Peer, from.ToString());
        await foreach (var check in checks.ReadAllAsync(CancellationToken.None))
        {
            var message = await check;
            if (message.Input is { } input && await TryHand(input, stop.Token))
            {
                Telemetry.PeerReceived.Add(1, tag);
                continue;
            }

            message.Room?.Return();
            if (message.Fault is { } found)
            {
                fault ??= found;
                await stop.CancelAsync();
            }
        }

        return fault;
    }

    private async Task<bool> TryHand(PeerInput input, CancellationToken cancel)
    {
        try
        {
            return await inbox.Take(input, cancel);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private readonly record struct Checked(PeerInput? Input, PeerRoom.Share? Room, PeerFault? Fault);
}
