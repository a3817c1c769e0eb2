namespace SharedSequencer.Ingress.Batching;

/// <summary>A batch that is neither final nor expired. Changed only by its <see cref="LaneBatches"/>.</summary>
internal sealed class OpenBatch(ulong sequence, BatchRange range, ulong notAfterMilliseconds)
{
    public ulong Sequence { get; } = sequence;

    public BatchRange Range { get; } = range;

    /// <summary>Chain time after which no block may take it, in milliseconds.</summary>
    public ulong NotAfterMilliseconds { get; } = notAfterMilliseconds;

    public BatchStage Stage { get; set; } = BatchStage.Sealed;

    /// <summary>Publishes that were begun.</summary>
    public int Attempts { get; set; }

    /// <summary>The bytes, kept from sealing to the first publish; later ones make them again from the journal's facts.</summary>
    public ReadOnlyMemory<byte> Encoded { get; set; }

    /// <summary>When its first publish began, on the monotonic clock of the host.</summary>
    public TimeSpan? FirstSend { get; set; }

    /// <summary>How often it was sent to other operators' validators.</summary>
    public int Detours { get; set; }

    /// <summary>Whether it is under way there.</summary>
    public bool IsDetouring { get; set; }

    /// <summary>Earliest time of the next such sending; null before the first.</summary>
    public TimeSpan? NextDetour { get; set; }

    /// <summary>Earliest time of the next publish, on the monotonic clock of the host.</summary>
    public TimeSpan NextSend { get; set; }
}
