using System.Text.Json;
using SharedSequencer.Primitives;

namespace SharedSequencer.Launcher.Bundles;

/// <summary>The committed bytecode of a contract of shared/contracts.</summary>
internal static class ContractArtifact
{
    /// <summary>What creates the contract: its bytecode, then the arguments of its constructor.</summary>
    /// <param name="contract">Name of the contract.</param>
    /// <param name="arguments">The arguments, encoded.</param>
    public static byte[] InitCode(string contract, ReadOnlySpan<byte> arguments)
    {
        using var resource = typeof(ContractArtifact).Assembly.GetManifestResourceStream($"{contract}.json")
            ?? throw new InvalidOperationException($"There is no contract {contract}.");
        using var artifact = JsonDocument.Parse(resource);
        var bytecode = artifact.RootElement.GetProperty("bytecode").GetString();
        return Hex.TryDecode(bytecode, out var code)
            ? [.. code, .. arguments]
            : throw new InvalidOperationException($"The bytecode of {contract} is no hex.");
    }
}
