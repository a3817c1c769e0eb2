using System.Net.Sockets;

namespace SharedSequencer.StandIn.Http;

/// <summary>Words a failed call to an app as Go's HTTP client does, because that text is part of daprd's error messages.</summary>
internal static class GoNetError
{
    public static string Describe(HttpRequestMessage request, Exception failure)
    {
        var verb = request.Method.Method.Length < 2
            ? request.Method.Method
            : request.Method.Method[..1] + request.Method.Method[1..].ToLowerInvariant();
        var address = $"127.0.0.1:{request.RequestUri?.Port}";
        return $"{verb} \"http://{address}{request.RequestUri?.PathAndQuery}\": {Cause(failure, address)}";
    }

    private static string Cause(Exception failure, string address)
    {
        if (failure.InnerException is BodyTooLongException cut) return cut.Message;
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (cause is SocketException { SocketErrorCode: SocketError.ConnectionRefused })
                return $"dial tcp {address}: connect: connection refused";
            if (cause is SocketException { SocketErrorCode: SocketError.ConnectionReset })
                return $"read tcp {address}: read: connection reset by peer";
        }
        return failure is HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded } ? "EOF" : failure.Message;
    }
}
