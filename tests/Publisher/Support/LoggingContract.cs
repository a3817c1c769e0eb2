using SharedSequencer.Primitives;

namespace SharedSequencer.Publisher.Tests.Support;

/// <summary>
/// A contract that writes whatever log it is told, to play escrows: takes three topics and a word of data, 32 bytes each.
/// </summary>
internal static class LoggingContract
{
    /// <summary>Reads the words from the call data, data first, and ends in LOG3; before it, the usual constructor.</summary>
    public const string Code = "6015600c60003960156000f3" + "606035600052604035602035600035" + "60206000a300";

    /// <summary>Where the contract stands that an account creates by a transaction.</summary>
    public static Address AddressOf(PrivateKey creator, ulong nonce)
    {
        var writer = new RlpWriter();
        writer.BeginList();
        writer.Write(creator.Address);
        writer.Write(nonce);
        writer.EndList();
        return new Address(Keccak256.Hash(writer.WrittenSpan).ToArray().AsSpan(12));
    }

    /// <summary>A transaction that makes the contract write a log.</summary>
    public static byte[] Log(PrivateKey from, ulong nonce, Address contract, params Hash256[] words) => Accounts.Sign(
        from, nonce, request => request with
        {
            To = contract,
            GasLimit = 100_000,
            Input = words.SelectMany(word => word.ToArray()).ToArray(),
        });
}
