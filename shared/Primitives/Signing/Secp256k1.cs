namespace SharedSequencer.Primitives;

/// <summary>Chooses the implementation of secp256k1, once per process.</summary>
public static class Secp256k1
{
    private static readonly NativeLibraryProbe Probe = NativeLibraryProbe.Run();
    private static ISecp256k1? _chosen;

    /// <summary>What everything in this process signs and recovers with: <see cref="Native"/> where it is
    /// there, otherwise <see cref="Managed"/>, which recovers some twenty times slower.</summary>
    public static ISecp256k1 Current => _chosen ?? (ISecp256k1?)Probe.Library ?? Managed;

    /// <summary>libsecp256k1 by P/Invoke, or null when it cannot be used; <see cref="ChoiceReason"/> says
    /// why.</summary>
    public static ISecp256k1? Native => Probe.Library;

    /// <summary>The implementation by BouncyCastle, always there.</summary>
    public static ISecp256k1 Managed { get; } = new ManagedSecp256k1();

    /// <summary>Why <see cref="Current"/> is what it is, one sentence for the host's log.</summary>
    public static string ChoiceReason => Probe.Reason;

    /// <summary>Lets the simulator, whose validators share one process, remember what one of them has
    /// checked.</summary>
    internal static void Use(ISecp256k1 implementation) => _chosen = implementation;
}
