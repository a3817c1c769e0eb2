namespace SharedSequencer.Primitives;

/// <summary>Why bytes are not an acceptable signed transaction. Every reason is permanent: the same bytes are
/// refused again.</summary>
public enum TransactionError
{
    /// <summary>It is acceptable.</summary>
    None,

    /// <summary>No byte at all.</summary>
    Empty,

    /// <summary>More bytes than the caller's bound.</summary>
    Oversized,

    /// <summary>The first byte is neither a type from 1 to 4 nor the start of a list.</summary>
    UnknownType,

    /// <summary>A length points beyond the end of the bytes or of the list around it.</summary>
    Truncated,

    /// <summary>A length, a single byte or an integer is not in its shortest form.</summary>
    NonCanonical,

    /// <summary>A field is a list instead of bytes or the reverse, or of a size that its type has
    /// not.</summary>
    WrongField,

    /// <summary>A list ends before its last field.</summary>
    MissingField,

    /// <summary>A list goes on after its last field.</summary>
    ExtraField,

    /// <summary>Bytes follow the transaction.</summary>
    TrailingBytes,

    /// <summary>The recovery value: not 0 or 1, and for legacy not 27, 28 or at least 35.</summary>
    InvalidV,

    /// <summary>r or s is zero or not below the order of the group.</summary>
    InvalidSignature,

    /// <summary>s is in the upper half (EIP-2): the malleable twin of a valid signature.</summary>
    HighS,

    /// <summary>The nonce is 2^64 − 1, which no account can use (EIP-2681).</summary>
    NonceTooLarge,

    /// <summary>A type that cannot create contracts comes without recipient.</summary>
    NoRecipient,

    /// <summary>A blob transaction without blob hashes.</summary>
    NoBlobs,

    /// <summary>A set-code transaction without authorizations.</summary>
    NoAuthorizations,

    /// <summary>A blob transaction in the form of the peer-to-peer network, well-formed but with its blobs
    /// attached: not the form that enters a block.</summary>
    BlobSidecar,
}
