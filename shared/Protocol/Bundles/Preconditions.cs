using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>
/// What must hold on a rollup for a leg to be included; its reporter attests the state, the chain judges the block
/// numbers. Encoding: RLP [minBlock, maxBlock, slack, [nonce…], [storage…], [balance…]].
/// </summary>
public sealed record Preconditions
{
    private static readonly Hash256 TypeHash = Eip712Struct.TypeHash(
        "Preconditions(uint64 minBlock,uint64 maxBlock,uint64 slack,NonceIs[] nonces,StorageIs[] storage,BalanceIs[] balances)"
        + BalanceIs.Type + NonceIs.Type + StorageIs.Type);

    /// <summary>The lowest number of the rollup block that the leg may stand in.</summary>
    public ulong MinBlock { get; init; }

    /// <summary>The highest; 0 for no limit.</summary>
    public ulong MaxBlock { get; init; }

    /// <summary>How many rollup blocks may have come since the attested one; 0 is strict.</summary>
    public ulong Slack { get; init; }

    /// <summary>Nonces of accounts.</summary>
    public IReadOnlyList<NonceIs> Nonces { get; init; } = [];

    /// <summary>Storage of contracts.</summary>
    public IReadOnlyList<StorageIs> Storage { get; init; } = [];

    /// <summary>Balances of accounts.</summary>
    public IReadOnlyList<BalanceIs> Balances { get; init; } = [];

    /// <summary>How many assertions about state there are.</summary>
    public int Count => Nonces.Count + Storage.Count + Balances.Count;

    /// <summary>The EIP-712 hash of the structure: what <see cref="LegTerms.Preconditions"/> names.</summary>
    public Hash256 Hash() => new Eip712Struct(TypeHash)
        .Add(MinBlock)
        .Add(MaxBlock)
        .Add(Slack)
        .AddArray([.. Nonces.Select(nonce => nonce.StructHash())])
        .AddArray([.. Storage.Select(slot => slot.StructHash())])
        .AddArray([.. Balances.Select(balance => balance.StructHash())])
        .Hash();

    /// <summary>Whether a leg may stand in the rollup block of this number.</summary>
    public bool Admits(ulong number) => number >= MinBlock && (MaxBlock == 0 || number <= MaxBlock);

    internal void WriteTo(RlpWriter writer)
    {
        writer.BeginList();
        writer.Write(MinBlock);
        writer.Write(MaxBlock);
        writer.Write(Slack);
        WriteAll(writer, Nonces, static (writer, nonce) => nonce.WriteTo(writer));
        WriteAll(writer, Storage, static (writer, slot) => slot.WriteTo(writer));
        WriteAll(writer, Balances, static (writer, balance) => balance.WriteTo(writer));
        writer.EndList();
    }

    /// <summary>Reads the fields of an opened list.</summary>
    internal static bool TryReadFields(ref RlpReader fields, [NotNullWhen(true)] out Preconditions? preconditions)
    {
        preconditions = null;
        if (!fields.TryReadUInt64(out var minBlock)
            || !fields.TryReadUInt64(out var maxBlock)
            || !fields.TryReadUInt64(out var slack)
            || !TryReadAll<NonceIs>(ref fields, NonceIs.TryRead, out var nonces)
            || !TryReadAll<StorageIs>(ref fields, StorageIs.TryRead, out var storage)
            || !TryReadAll<BalanceIs>(ref fields, BalanceIs.TryRead, out var balances)
            || !fields.AtEnd)
        {
            return false;
        }

        preconditions = new Preconditions
        {
            MinBlock = minBlock,
            MaxBlock = maxBlock,
            Slack = slack,
            Nonces = nonces,
            Storage = storage,
            Balances = balances,
        };
        return true;
    }

    private static void WriteAll<T>(RlpWriter writer, IReadOnlyList<T> assertions, Action<RlpWriter, T> write)
    {
        writer.BeginList();
        foreach (var assertion in assertions)
        {
            write(writer, assertion);
        }

        writer.EndList();
    }

    private delegate bool Read<T>(ref RlpReader reader, [NotNullWhen(true)] out T? assertion);

    private static bool TryReadAll<T>(ref RlpReader fields, Read<T> read, out List<T> assertions)
    {
        assertions = [];
        if (!fields.TryReadList(out var list))
        {
            return false;
        }

        while (!list.AtEnd)
        {
            if (assertions.Count == ProtocolDefaults.MaxLegAssertions || !read(ref list, out var assertion))
            {
                return false;
            }

            assertions.Add(assertion);
        }

        return true;
    }
}
