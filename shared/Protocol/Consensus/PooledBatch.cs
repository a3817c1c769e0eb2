namespace SharedSequencer.Protocol;

/// <summary>A batch this validator holds, with the acknowledgements it has seen.</summary>
internal sealed class PooledBatch(Batch batch, Acknowledgement own)
{
    private readonly SortedDictionary<int, Acknowledgement> _acknowledgements = [];

    internal Batch Batch { get; } = batch;

    internal Acknowledgement Own { get; } = own;

    /// <summary>The certificate, once a quorum has acknowledged.</summary>
    internal Certificate? Certificate { get; private set; }

    /// <summary>Counts an acknowledgement whose signature was checked.</summary>
    internal void Count(Acknowledgement acknowledgement, Committee committee)
    {
        if (Certificate is not null || !_acknowledgements.TryAdd(acknowledgement.Validator.Value, acknowledgement))
        {
            return;
        }

        if (VoteSignatures.IsQuorum(_acknowledgements.Values.Select(entry => entry.Validator), committee))
        {
            Certificate = new Certificate
            {
                Batch = Batch.Header,
                Size = (uint)Batch.Size,
                Entries = [.. _acknowledgements.Values.Select(entry =>
                    new CertificateEntry(entry.Validator, entry.Arrival, entry.Signature))],
            };
        }
    }
}
