using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>
/// A bounded memory of signatures found right, so that a certificate made of votes already seen costs look-ups
/// instead of recoveries. It changes no answer, only what the answer costs. Many threads may use one.
/// </summary>
/// <param name="capacity">At least this many of the newest are remembered, and at most twice as many.</param>
public sealed class VerifiedSignatures(int capacity = VerifiedSignatures.DefaultCapacity)
{
    /// <summary>What is remembered unless said otherwise: about twenty megabytes at most.</summary>
    public const int DefaultCapacity = 65_536;

    private readonly Lock _gate = new();
    private HashSet<Verified> _newer = [];
    private HashSet<Verified> _older = [];

    /// <summary>How many are remembered.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _newer.Count + _older.Count;
            }
        }
    }

    /// <summary>Whether the signer signed the digest, with low s.</summary>
    public bool IsSignedBy(in Hash256 digest, in Signature signature, in Address signer)
    {
        var statement = new Verified(digest, signature, signer);
        if (Knows(statement))
        {
            return true;
        }

        if (!RlpFields.IsSignedBy(digest, signature, signer))
        {
            return false;
        }

        Keep(statement);
        return true;
    }

    /// <summary>Remembers a signature that needs no check, because the own key made it.</summary>
    public void Remember(in Hash256 digest, in Signature signature, in Address signer) =>
        Keep(new Verified(digest, signature, signer));

    private bool Knows(in Verified statement)
    {
        lock (_gate)
        {
            return _newer.Contains(statement) || _older.Contains(statement);
        }
    }

    private void Keep(in Verified statement)
    {
        lock (_gate)
        {
            if (_newer.Count >= capacity)
            {
                (_older, _newer) = (_newer, _older);
                _newer.Clear();
            }

            _newer.Add(statement);
        }
    }

    private readonly record struct Verified(Hash256 Digest, Signature Signature, Address Signer);
}
