using System.Runtime.CompilerServices;
using SharedSequencer.Primitives;

namespace SharedSequencer.Simulation.Tests.Signing;

/// <summary>Puts the memory in place before anything is signed.</summary>
internal static class SigningSetup
{
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "The whole test process, and nothing else, signs this way.")]
    internal static void Install() => Secp256k1.Use(new SignatureMemory(Secp256k1.Current));
}
