using System.Net.Sockets;
using SharedSequencer.Launcher.Processes;

namespace SharedSequencer.Launcher.Mesh;

/// <summary>Ways to ask a process whether it is ready, and the wait for it.</summary>
internal static class Readiness
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);
    private static readonly HttpClient Client = new() { Timeout = TimeSpan.FromSeconds(2) };

    /// <summary>Whether a GET answers 2xx.</summary>
    public static async Task<bool> HttpAsync(Uri address, CancellationToken cancellation)
    {
        try
        {
            using var answer = await Client.GetAsync(address, cancellation);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // The client's own timeout: an answer that takes this long is no answer.
            return false;
        }
    }

    /// <summary>Whether a loopback port takes connections.</summary>
    public static async Task<bool> PortAsync(int port, CancellationToken cancellation)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync("127.0.0.1", port, cancellation);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>Waits until the part is ready.</summary>
    /// <exception cref="LocalMeshException">It ended, or was not ready in time.</exception>
    public static async Task WaitAsync(
        MeshPart part, TimeSpan patience, TimeProvider time, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            while (!await part.IsReady(either.Token))
            {
                if (!part.Process.IsRunning)
                    throw new LocalMeshException($"{part.Process.DescribeExit()}.\n{Tail(part.Process)}");
                await Task.Delay(PollInterval, time, either.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new LocalMeshException(
                $"{part.Process.Name} was not ready within {patience.TotalSeconds:0} s.\n{Tail(part.Process)}");
        }
    }

    private static string Tail(MeshProcess process) =>
        $"The end of {process.Spec.LogFile}:\n{process.LogTail(30)}";
}
