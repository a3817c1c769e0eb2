using System.Runtime.InteropServices;

namespace SharedSequencer.Primitives;

/// <summary>Looks for libsecp256k1 and lets it sign and recover once before anything relies on it.</summary>
internal sealed record NativeLibraryProbe(NativeSecp256k1? Library, string Reason)
{
    public static NativeLibraryProbe Run() => Run(NativeMethods.LibraryName);

    /// <summary>Probes a library of any name; only the one of <see cref="NativeMethods.LibraryName"/> can be
    /// used afterwards.</summary>
    public static NativeLibraryProbe Run(string libraryName)
    {
        if (!NativeLibrary.TryLoad(libraryName, typeof(NativeLibraryProbe).Assembly, null, out var handle))
            return Refuse($"{libraryName} is not installed or cannot be loaded");
        foreach (var symbol in NativeMethods.Symbols)
        {
            if (!NativeLibrary.TryGetExport(handle, symbol, out _))
                return Refuse($"{libraryName} lacks {symbol}: it was built without the recovery module");
        }
        var library = NativeSecp256k1.Create();
        return AgreesWithItself(library)
            ? new NativeLibraryProbe(library, $"{libraryName} is loaded and passed its check.")
            : Refuse($"{libraryName} gives wrong results");
    }

    private static NativeLibraryProbe Refuse(string reason) =>
        new(null, $"{reason}; BouncyCastle is used, at a small fraction of the speed.");

    private static bool AgreesWithItself(NativeSecp256k1 library)
    {
        Span<byte> one = stackalloc byte[PrivateKey.Size];
        one.Clear();
        one[^1] = 1;
        using var key = PrivateKey.FromBytes(one, library);
        var digest = Keccak256.OfEmpty;
        return library.TryRecover(digest, library.Sign(digest, key), out var signer)
            && signer == Address.Parse("0x7e5f4552091a69125d5dfcb7b8c2659029395bdf");
    }
}
