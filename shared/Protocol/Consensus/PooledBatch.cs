namespace SharedSequencer.Protocol;

/// <summary>A batch this validator holds, with the acknowledgements it has seen.</summary>
/// <param name="batch">The batch.</param>
/// <param name="own">The own acknowledgement; null for a body that is only needed for a block.</param>
internal sealed class PooledBatch(Batch batch, Acknowledgement? own)
{
    private readonly SortedDictionary<int, Acknowledgement> _acknowledgements = [];

    internal Batch Batch { get; } = batch;

    internal Acknowledgement? Own { get; private set; } = own;

    /// <summary>The first certificate that was formed or seen.</summary>
    internal Certificate? Certificate { get; private set; }

    /// <summary>Since when batch and certificate are here and the certificate is forwarded (R7).</summary>
    internal TimeSpan OwedSince { get; private set; }

    /// <summary>How often this validator has asked others to acknowledge.</summary>
    internal int Pushes { get; set; }

    /// <summary>What a member said, if it has acknowledged.</summary>
    internal Acknowledgement? Of(ValidatorIndex validator) => _acknowledgements.GetValueOrDefault(validator.Value);

    /// <summary>Acknowledges what was held for a block or certificate alone.</summary>
    internal void Acknowledge(Acknowledgement own) => Own = own;

    internal void Certify(Certificate certificate, TimeSpan now)
    {
        Certificate = certificate;
        OwedSince = now;
    }

    /// <summary>Counts an acknowledgement whose signature was checked; gives the certificate the moment there is one.</summary>
    internal Certificate? Count(Acknowledgement acknowledgement, ulong quorum, Committee committee)
    {
        if (Certificate is not null || !_acknowledgements.TryAdd(acknowledgement.Validator.Value, acknowledgement))
        {
            return null;
        }

        var weight = _acknowledgements.Values.Aggregate(0UL, (sum, entry) => sum + committee[entry.Validator].Weight);
        return weight < quorum ? null : new Certificate
        {
            Batch = Batch.Header,
            Size = (uint)Batch.Size,
            Entries = [.. _acknowledgements.Values.Select(entry =>
                new CertificateEntry(entry.Validator, entry.Arrival, entry.Signature))],
        };
    }
}
