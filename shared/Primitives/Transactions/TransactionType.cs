namespace SharedSequencer.Primitives;

/// <summary>The EIP-2718 types that are understood; the values are those on the wire.</summary>
public enum TransactionType
{
    /// <summary>A bare RLP list, with (EIP-155) or without a chain id.</summary>
    Legacy = 0,

    /// <summary>EIP-2930: gas price and access list.</summary>
    AccessList = 1,

    /// <summary>EIP-1559: fee cap and tip.</summary>
    DynamicFee = 2,

    /// <summary>EIP-4844: carries blobs.</summary>
    Blob = 3,

    /// <summary>EIP-7702: sets the code of externally owned accounts.</summary>
    SetCode = 4,
}
