using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Simulation.Tests.Checkers;

/// <summary>Weights and signatures of the committee, by arithmetic of its own.</summary>
internal sealed class Seats(Genesis genesis)
{
    private readonly ulong[] _weights = [.. genesis.Committee.Validators.Select(validator => validator.Weight)];
    private readonly Address[] _addresses = [.. genesis.Committee.Validators.Select(validator => validator.Address)];

    public ulong Total => _weights.Aggregate(0UL, (sum, weight) => sum + weight);

    public ulong WeightOf(int seat) => _weights[seat];

    public ulong WeightOf(IEnumerable<int> seats) => seats.Aggregate(0UL, (sum, seat) => sum + _weights[seat]);

    /// <summary>More than two thirds of all weight, each seat counted once.</summary>
    public bool IsQuorum(IReadOnlyCollection<int> seats) =>
        seats.Distinct().Count() == seats.Count
        && seats.All(seat => seat < _weights.Length)
        && 3 * WeightOf(seats) > 2 * Total;

    public bool HasSigned(int seat, in Hash256 digest, in Signature signature) =>
        Secp256k1.Current.TryRecover(digest, signature, out var signer) && signer == _addresses[seat];
}
