using System.Text;
using SharedSequencer.Primitives;

namespace SharedSequencer.Launcher.Development;

/// <summary>Keys that everybody knows, for meshes that live on one machine. Never fund or trust one anywhere else.
/// </summary>
public static class DevelopmentKeys
{
    /// <summary>The key of a role: Keccak-256 of <c>shared-sequencer development key {role} {number}</c>.</summary>
    /// <param name="role">What it is for; lower case in the text.</param>
    /// <param name="number">Counts from 1; owners count by rollup id.</param>
    public static PrivateKey Derive(DevelopmentRole role, ulong number)
    {
        var name = role.ToString().ToLowerInvariant();
        var seed = Encoding.ASCII.GetBytes($"shared-sequencer development key {name} {number}");
        return PrivateKey.FromBytes(Keccak256.Hash(seed).ToArray());
    }

    /// <summary>The address of that key.</summary>
    public static Address AddressOf(DevelopmentRole role, ulong number)
    {
        using var key = Derive(role, number);
        return key.Address;
    }
}
