using SharedSequencer.Primitives;

namespace SharedSequencer.Simulation.Tests.Signing;

/// <summary>
/// Real secp256k1 that remembers, per thread, who made which signature: one network of many validators lives in one
/// process, and checking the same signature at each of them would be nearly all the work of a run. What nobody here
/// signed is recovered for real, so a forged signature stays forged.
/// </summary>
internal sealed class SignatureMemory(ISecp256k1 real) : ISecp256k1
{
    private const int MostRemembered = 200_000;

    [ThreadStatic]
    private static Dictionary<(Hash256 Digest, Signature Signature), Address?>? _known;

    public string Name => $"{real.Name}, remembered";

    public bool TryRecover(in Hash256 digest, in Signature signature, out Address signer)
    {
        var known = Known();
        if (!known.TryGetValue((digest, signature), out var found))
        {
            found = real.TryRecover(digest, signature, out var recovered) ? recovered : null;
            known.Add((digest, signature), found);
        }

        signer = found ?? default;
        return found is not null;
    }

    public Signature Sign(in Hash256 digest, PrivateKey key)
    {
        var signature = real.Sign(digest, key);
        Known()[(digest, signature)] = key.Address;
        return signature;
    }

    public Address AddressFor(PrivateKey key) => real.AddressFor(key);

    private static Dictionary<(Hash256 Digest, Signature Signature), Address?> Known()
    {
        _known ??= [];
        if (_known.Count > MostRemembered)
            _known.Clear();
        return _known;
    }
}
