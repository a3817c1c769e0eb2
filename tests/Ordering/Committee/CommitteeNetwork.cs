using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using SharedSequencer.Testing;

namespace SharedSequencer.Ordering.Tests.Committee;

/// <summary>A network of several validators with one granted rollup, and the batches of its ingress.</summary>
internal sealed class CommitteeNetwork
{
    private readonly TestNetwork _rollups = new(1);
    private readonly BatchStream _stream;
    private byte _next;

    public CommitteeNetwork(int validators)
    {
        Signers = [.. Enumerable.Range(0, validators).Select(seat =>
            new ValidatorSigner(default, new ValidatorIndex((ushort)seat), TestNetwork.Key(NameOf(seat))))];
        Genesis = _rollups.Genesis with
        {
            Name = "committee",
            Committee = new Protocol.Committee(
                default, [.. Signers.Select(signer => new Protocol.Validator(signer.Key.Address, 1))]),
        };
        _stream = new BatchStream(Genesis.NetworkId, _rollups.IngressKey);
    }

    public Genesis Genesis { get; }

    public IReadOnlyList<ValidatorSigner> Signers { get; }

    public RollupId Rollup { get; } = new(1);

    /// <summary>A member's key as a secret file holds it.</summary>
    public static string SecretOf(int seat) => SampleNetwork.SecretOf(NameOf(seat));

    /// <summary>The next batch of the shared lane; registers the rollup.</summary>
    public Batch Registration()
    {
        var operation = _rollups.Operation(OperationKind.Register, Rollup, nonce: 1) with { Network = Genesis.NetworkId };
        return _stream.Next(Lane.Shared, Now, [operation.SignedBy(_rollups.OwnerOf(Rollup)).Encode()]);
    }

    /// <summary>The next batch of the shared lane with one item of so many bytes.</summary>
    public Batch Bulk(int bytes) => _stream.Next(Lane.Shared, Now, [new byte[bytes]]);

    /// <summary>The next batch of the rollup with one new transaction.</summary>
    public Batch Transfer() => _stream.Next(Lane.Of(Rollup), Now, [new byte[] { 1, 2, 3, ++_next }]);

    private static ChainTime Now => ChainTime.From(TimeProvider.System.GetUtcNow());

    private static string NameOf(int seat) => $"validator {seat}";
}
