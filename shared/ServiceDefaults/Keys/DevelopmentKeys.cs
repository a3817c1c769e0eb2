using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using SharedSequencer.Primitives;

namespace SharedSequencer.ServiceDefaults;

/// <summary>
/// The keys of the local mesh: Keccak-256 of <c>shared-sequencer development key {role} {number}</c>. Anyone can
/// derive them, so a service outside the local mesh must not sign with one.
/// </summary>
public static class DevelopmentKeys
{
    /// <summary>Roles that the local mesh derives keys for.</summary>
    public static readonly IReadOnlyList<string> Roles = ["validator", "ingress", "reporter", "owner", "account"];

    /// <summary>How many numbers of each role are recognised, from 0.</summary>
    public const int NumbersPerRole = 64;

    private static readonly Lazy<FrozenSet<Address>> Known = new(() => (
        from role in Roles
        from number in Enumerable.Range(0, NumbersPerRole)
        select AddressOf(role, number)).ToFrozenSet());

    /// <summary>Derives a key.</summary>
    /// <param name="role">One of <see cref="Roles"/>.</param>
    /// <param name="number">Below <see cref="NumbersPerRole"/>.</param>
    public static PrivateKey Derive(string role, int number)
    {
        var text = string.Create(
            CultureInfo.InvariantCulture, $"shared-sequencer development key {role} {number}");
        return PrivateKey.FromBytes(Keccak256.Hash(Encoding.UTF8.GetBytes(text)).ToArray());
    }

    /// <summary>Whether an address belongs to a development key.</summary>
    /// <param name="address">The address.</param>
    public static bool Contains(Address address) => Known.Value.Contains(address);

    private static Address AddressOf(string role, int number)
    {
        using var key = Derive(role, number);
        return key.Address;
    }
}
