using System.Security.Cryptography;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Client;

/// <summary>
/// Makes a bundle in its two steps: terms, whose <see cref="BundleTerms.EscrowId"/> prepare transactions name; then the
/// transactions of each leg, signed into a bundle.
/// </summary>
public sealed class BundleBuilder
{
    private readonly List<(LegTerms Terms, Preconditions? Preconditions)> _legs = [];
    private readonly NetworkId _network;
    private readonly BundleMode _mode;
    private readonly Address _submitter;
    private readonly ChainTime _notAfter;

    /// <summary>Begins terms with a random salt.</summary>
    /// <param name="network">The network to sign for.</param>
    /// <param name="mode">What is to be promised.</param>
    /// <param name="submitter">Who will sign the bundle.</param>
    /// <param name="notAfter">No block later than this includes it; at most <see cref="ProtocolDefaults.MaxBundleLifetime"/> ahead.</param>
    public BundleBuilder(NetworkId network, BundleMode mode, Address submitter, ChainTime notAfter)
    {
        _network = network;
        _mode = mode;
        _submitter = submitter;
        _notAfter = notAfter;
        Salt = new Hash256(RandomNumberGenerator.GetBytes(Hash256.Size));
    }

    /// <summary>Tells apart what is otherwise the same.</summary>
    public Hash256 Salt { get; init; }

    /// <summary>Execution mode: how long reporters have, 1 ms to <see cref="ProtocolDefaults.MaxDecisionDelay"/>; else zero.</summary>
    public TimeSpan DecisionDelay { get; init; }

    /// <summary>What versions of one intent share; zero for a bundle of its own.</summary>
    public Hash256 Replacement { get; init; }

    /// <summary>From 1 with a replacement id, higher replaces lower.</summary>
    public ulong Version { get; init; }

    /// <summary>Adds a leg.</summary>
    /// <param name="rollup">Its rollup, another one for each leg.</param>
    /// <param name="preconditions">Precondition mode: what must hold there; null for nothing.</param>
    public BundleBuilder AddLeg(RollupId rollup, Preconditions? preconditions = null) =>
        Add(new LegTerms { Rollup = rollup, Preconditions = preconditions?.Hash() ?? default }, preconditions);

    /// <summary>Adds a leg of execution mode that succeeds only when a contract holds what was agreed on.</summary>
    /// <param name="rollup">Its rollup, another one for each leg.</param>
    /// <param name="escrow">The contract.</param>
    /// <param name="locked">Hash of what is locked there.</param>
    public BundleBuilder AddLeg(RollupId rollup, Address escrow, Hash256 locked) =>
        Add(new LegTerms { Rollup = rollup, Escrow = escrow, Lock = locked }, null);

    /// <summary>The terms so far.</summary>
    /// <exception cref="InvalidOperationException">They are none that the protocol knows; the message says why.</exception>
    public BundleTerms Terms()
    {
        var terms = new BundleTerms
        {
            Network = _network,
            Mode = _mode,
            Submitter = _submitter,
            NotAfter = _notAfter,
            DecisionDelay = (ulong)DecisionDelay.TotalMilliseconds,
            Replacement = Replacement,
            Version = Version,
            Salt = Salt,
            Legs = [.. _legs.Select(leg => leg.Terms)],
        };
        return BundleTerms.TryDecode(terms.Encode(), out var whole, out var error)
            ? whole
            : throw new InvalidOperationException($"These are no terms of a bundle: {error}.");
    }

    /// <summary>Puts in the transactions and signs.</summary>
    /// <param name="key">The submitter's.</param>
    /// <param name="transactions">Raw signed transactions of each leg, in the order in which legs were added.</param>
    /// <exception cref="InvalidOperationException">It is no bundle that the protocol knows; the message says why.</exception>
    /// <exception cref="ArgumentException">Another key than the submitter's.</exception>
    public Bundle Sign(PrivateKey key, params IReadOnlyList<IReadOnlyList<ReadOnlyMemory<byte>>> transactions)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(transactions);
        if (key.Address != _submitter)
        {
            throw new ArgumentException("The submitter signs.", nameof(key));
        }

        if (transactions.Count != _legs.Count)
        {
            throw new InvalidOperationException($"There are {_legs.Count} legs, not {transactions.Count}.");
        }

        var bundle = new Bundle
        {
            Terms = Terms(),
            Legs = [.. _legs.Zip(transactions, (leg, raws) => new BundleLeg(raws, leg.Preconditions))],
        }.SignedBy(key);
        return Bundle.TryDecode(bundle.Encode(), out var whole, out var error)
            ? whole
            : throw new InvalidOperationException($"This is no bundle: {error}.");
    }

    private BundleBuilder Add(LegTerms terms, Preconditions? preconditions)
    {
        _legs.Add((terms, preconditions));
        return this;
    }
}
