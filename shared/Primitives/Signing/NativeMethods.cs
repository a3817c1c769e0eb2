using System.Runtime.InteropServices;

namespace SharedSequencer.Primitives;

/// <summary>The functions of libsecp256k1 that are used (secp256k1.h, secp256k1_recovery.h of 0.2.0).
/// All return 1 for success.</summary>
/// <remarks>A wrong argument — null, a recovery id outside 0 to 3, an unset public key — makes the library
/// abort the process. <see cref="NativeSecp256k1"/> rules them out before calling.</remarks>
internal static unsafe partial class NativeMethods
{
    public const string LibraryName = "libsecp256k1.so.1";

    public const uint ContextNone = 1;
    public const uint Uncompressed = 2;
    public const int PublicKeySize = 64;
    public const int RecoverableSignatureSize = 65;
    public const int UncompressedSize = 65;

    public static readonly string[] Symbols =
    [
        "secp256k1_context_create",
        "secp256k1_context_randomize",
        "secp256k1_ec_pubkey_create",
        "secp256k1_ec_pubkey_serialize",
        "secp256k1_ecdsa_recoverable_signature_parse_compact",
        "secp256k1_ecdsa_recoverable_signature_serialize_compact",
        "secp256k1_ecdsa_recover",
        "secp256k1_ecdsa_sign_recoverable",
    ];

    [LibraryImport(LibraryName, EntryPoint = "secp256k1_context_create")]
    public static partial nint ContextCreate(uint flags);

    [LibraryImport(LibraryName, EntryPoint = "secp256k1_context_randomize")]
    public static partial int ContextRandomize(nint context, byte* seed32);

    [LibraryImport(LibraryName, EntryPoint = "secp256k1_ec_pubkey_create")]
    public static partial int PublicKeyCreate(nint context, byte* publicKey, byte* secret32);

    [LibraryImport(LibraryName, EntryPoint = "secp256k1_ec_pubkey_serialize")]
    public static partial int PublicKeySerialize(
        nint context, byte* output, nuint* outputLength, byte* publicKey, uint flags);

    [LibraryImport(LibraryName, EntryPoint = "secp256k1_ecdsa_recoverable_signature_parse_compact")]
    public static partial int ParseCompact(nint context, byte* signature, byte* input64, int recoveryId);

    [LibraryImport(LibraryName, EntryPoint = "secp256k1_ecdsa_recoverable_signature_serialize_compact")]
    public static partial int SerializeCompact(
        nint context, byte* output64, int* recoveryId, byte* signature);

    [LibraryImport(LibraryName, EntryPoint = "secp256k1_ecdsa_recover")]
    public static partial int Recover(nint context, byte* publicKey, byte* signature, byte* digest32);

    [LibraryImport(LibraryName, EntryPoint = "secp256k1_ecdsa_sign_recoverable")]
    public static partial int SignRecoverable(
        nint context, byte* signature, byte* digest32, byte* secret32, nint nonceFunction, nint nonceData);
}
