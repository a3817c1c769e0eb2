using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Testing;

/// <summary>Bundles, and whatever is said about them, signed with keys that only tests know.</summary>
/// <param name="network">The network they are for.</param>
/// <param name="rollups">The rollup of each leg.</param>
public sealed class TestBundles(NetworkId network, params RollupId[] rollups)
{
    /// <summary>How long execution bundles of <see cref="Terms"/> await reports, in ms.</summary>
    public const ulong DecisionDelay = 30_000;

    /// <summary>The submitter's key.</summary>
    public PrivateKey Submitter { get; } = TestNetwork.Key("submitter");

    /// <summary>The key that reports for a rollup.</summary>
    public static PrivateKey ReporterOf(RollupId rollup) => TestNetwork.Key($"reporter {rollup}");

    /// <summary>Terms over all rollups; in precondition mode each leg demands <paramref name="preconditions"/>.</summary>
    public BundleTerms Terms(BundleMode mode, ChainTime notAfter, string salt, Preconditions? preconditions = null) => new()
    {
        Network = network,
        Mode = mode,
        Submitter = Submitter.Address,
        NotAfter = notAfter,
        DecisionDelay = mode == BundleMode.Execution ? DecisionDelay : 0,
        Salt = Keccak256.Hash(System.Text.Encoding.UTF8.GetBytes(salt)),
        Legs = [.. rollups.Select(rollup => new LegTerms
        {
            Rollup = rollup,
            Preconditions = mode == BundleMode.Precondition ? (preconditions ?? new Preconditions()).Hash() : default,
        })],
    };

    /// <summary>A signed bundle with two transactions per leg that the salt of the terms makes its own.</summary>
    public Bundle Of(BundleTerms terms, Preconditions? preconditions = null)
    {
        ArgumentNullException.ThrowIfNull(terms);
        return Of(terms, [.. terms.Legs.Select(leg => new BundleLeg(
            [Transaction(terms, leg, 1), Transaction(terms, leg, 2)],
            leg.Preconditions.IsZero ? null : preconditions ?? new Preconditions()))]);
    }

    /// <summary>A signed bundle with given contents.</summary>
    public Bundle Of(BundleTerms terms, IReadOnlyList<BundleLeg> legs) =>
        new Bundle { Terms = terms, Legs = legs }.SignedBy(Submitter);

    /// <summary>The submitter's cancel of a bundle.</summary>
    public BundleCancel Cancel(in Hash256 bundle, ChainTime notAfter) => new BundleCancel
    {
        Network = network,
        Submitter = Submitter.Address,
        Bundle = bundle,
        NotAfter = notAfter,
    }.SignedBy(Submitter);

    /// <summary>The submitter's cancel of the versions of a replacement id up to one.</summary>
    public BundleCancel Cancel(in Hash256 replacement, ulong version, ChainTime notAfter) => new BundleCancel
    {
        Network = network,
        Submitter = Submitter.Address,
        Replacement = replacement,
        Version = version,
        NotAfter = notAfter,
    }.SignedBy(Submitter);

    /// <summary>The reporter's word on a leg's preconditions.</summary>
    public Attestation Attest(Bundle bundle, byte leg, ulong number, in Hash256 hash)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        var rollup = bundle.Terms.Legs[leg].Rollup;
        return new Attestation
        {
            Network = network,
            Bundle = bundle.Id,
            Leg = leg,
            Rollup = rollup,
            Number = number,
            Hash = hash,
        }.SignedBy(ReporterOf(rollup));
    }

    /// <summary>The reporter's word on how a leg went.</summary>
    public OutcomeReport Report(Bundle bundle, byte leg, in Hash256 rollupBlock, bool success)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        return new OutcomeReport
        {
            Network = network,
            Bundle = bundle.Id,
            Leg = leg,
            RollupBlock = rollupBlock,
            Success = success,
        }.SignedBy(ReporterOf(bundle.Terms.Legs[leg].Rollup));
    }

    private static byte[] Transaction(BundleTerms terms, LegTerms leg, byte number) =>
        [.. Keccak256.Hash([.. terms.Salt.ToArray(), (byte)leg.Rollup.Value, number]).ToArray()];
}
