using System.Net;
using SharedSequencer.Client;

namespace SharedSequencer.Launcher.Traffic;

/// <summary>Tells what passes by itself from what is wrong.</summary>
internal static class Outage
{
    /// <summary>Whether somebody was away, or had no room: the same question may have an answer later.</summary>
    /// <param name="failure">What the question threw.</param>
    /// <param name="giveUp">What ends the asking; once it is cancelled nothing passes.</param>
    public static bool Is(Exception failure, CancellationToken giveUp) => !giveUp.IsCancellationRequested && failure switch
    {
        HttpRequestException or IOException or UnexpectedAnswerException or OperationCanceledException => true,
        RpcException refused => IsTemporary(refused.Error),
        BundleRefusedException refused => refused.Status is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable,
        _ => false,
    };

    /// <summary>Unavailable or over a limit (EIP-1474).</summary>
    private static bool IsTemporary(RpcError error) => error.Code is -32002 or RpcError.LimitExceeded;
}
