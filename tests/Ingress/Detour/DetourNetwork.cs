using SharedSequencer.Ingress.Tests.Hosting;
using SharedSequencer.Testing;

namespace SharedSequencer.Ingress.Tests.Detour;

/// <summary>An ingress with its own ordering, and another operator's validator that sees the same chain.</summary>
internal sealed class DetourNetwork : IAsyncDisposable
{
    private DetourNetwork(IngressHost host, ForeignDouble validator) => (Host, Validator) = (host, validator);

    public IngressHost Host { get; }

    public ForeignDouble Validator { get; }

    public OrderingDouble Ordering => Host.Ordering;

    public static async Task<DetourNetwork> StartAsync(CancellationToken cancellationToken, int afterMilliseconds = 200)
    {
        // The host makes an equal network of its own: keys are known.
        var network = new TestNetwork(1);
        var validator = await ForeignDouble.StartAsync(network.Genesis, network.Signer, cancellationToken);
        var host = await IngressHost.StartAsync(
            [1], cancellationToken,
            $"Ingress:Validators:{network.ValidatorKey.Address}:Url={validator.Url}",
            $"Ingress:Detour:AfterMilliseconds={afterMilliseconds}", "Batching:PublishTimeoutMilliseconds=1000");
        validator.Take = bytes =>
        {
            host.Ordering.Order(bytes);
            return 200;
        };
        validator.Blocks = host.Ordering.Blocks;
        return new DetourNetwork(host, validator);
    }

    /// <summary>What the own ordering does from now on.</summary>
    public void Trouble(string kind)
    {
        Ordering.IsAway = kind == "away";
        Ordering.RefusesBatches = kind == "refuses batches";
        Ordering.HangsOnBatches = kind == "hangs on batches";
        Ordering.LosesBatches = kind is "loses batches" or "cut off";
        Ordering.IsCutOff = kind == "cut off";
    }

    public async Task<string?> StatusAsync(string hash, CancellationToken cancellationToken)
    {
        var reply = await Host.CallAsync(new(1), "seq_getTransaction", $"[\"{hash}\"]", cancellationToken);
        return reply.Json.GetProperty("result").GetProperty("status").GetString();
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Validator.DisposeAsync();
    }
}
