using System.Runtime.CompilerServices;
using Grpc.Core;
using Grpc.Net.Client;
using SharedSequencer.Messages.Streams;
using SharedSequencer.Protocol;

namespace SharedSequencer.Client;

/// <summary>Reads <c>RollupStream.Subscribe</c> of a publisher (gRPC).</summary>
public sealed class GrpcRollupLogSource : IRollupLogSource
{
    private readonly RollupStream.RollupStreamClient _client;
    private readonly RollupLogLimits _limits;
    private readonly TimeProvider _time;

    /// <summary>Uses a publisher.</summary>
    /// <param name="channel">
    /// Not disposed here. Its greatest message must let a whole rollup block pass: see
    /// <see cref="ChannelOptions"/>.
    /// </param>
    /// <param name="limits">Bounds; null for the defaults.</param>
    /// <param name="time">Clock of the idle limit; null for the system's.</param>
    public GrpcRollupLogSource(ChannelBase channel, RollupLogLimits? limits = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(channel);
        _client = new RollupStream.RollupStreamClient(channel);
        _limits = limits ?? new RollupLogLimits();
        _time = time ?? TimeProvider.System;
    }

    /// <summary>Channel options that let messages pass up to a limit.</summary>
    public static GrpcChannelOptions ChannelOptions(RollupLogLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        return new GrpcChannelOptions { MaxReceiveMessageSize = limits.MaxEventBytes };
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<RollupBlockProof> ReadAsync(
        RollupId rollup, ulong from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var silence = new CancellationTokenSource(_limits.MaxSilence, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, cancellationToken);
        var request = new SubscribeRequest { RollupId = rollup.Value, From = from };
        using var call = _client.Subscribe(request, cancellationToken: either.Token);
        while (await StepAsync(call.ResponseStream, either.Token, cancellationToken))
        {
            silence.CancelAfter(_limits.MaxSilence);
            var message = call.ResponseStream.Current;
            if (message.ContentCase == RollupBlockMessage.ContentOneofCase.Proof)
            {
                yield return RollupBlockProof.TryDecode(message.Proof.Memory, out var proof)
                    ? proof
                    : throw new UnexpectedAnswerException("A message of the stream is no proof.");
            }
        }

        throw new StreamBrokenException("The publisher closed the stream.");
    }

    private static async Task<bool> StepAsync(
        IAsyncStreamReader<RollupBlockMessage> messages, CancellationToken either, CancellationToken caller)
    {
        try
        {
            return await messages.MoveNext(either);
        }
        catch (Grpc.Core.RpcException problem) when (IsPermanent(problem.StatusCode))
        {
            throw new UnexpectedAnswerException($"The publisher refused: {problem.Status.Detail}", problem);
        }
        catch (Exception problem) when (problem is Grpc.Core.RpcException or OperationCanceledException)
        {
            caller.ThrowIfCancellationRequested();
            throw new StreamBrokenException("The stream broke or fell silent.", problem);
        }
    }

    private static bool IsPermanent(StatusCode code) => code is StatusCode.NotFound
        or StatusCode.OutOfRange
        or StatusCode.InvalidArgument
        or StatusCode.Unimplemented
        or StatusCode.PermissionDenied
        or StatusCode.Unauthenticated;
}
