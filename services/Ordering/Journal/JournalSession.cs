using System.Security.Cryptography;
using Npgsql;
using SharedSequencer.Ordering.Validator;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ordering.Journal;

/// <summary>
/// The journal as this process owns it: closed until <see cref="Open"/> has taken the fence, then the one way
/// to write.
/// </summary>
internal sealed class JournalSession(
    NpgsqlDataSource database, ValidatorSeat seat, JournalOptions options, ILogger<JournalSession> logger)
    : IJournal
{
    private PostgresJournal? _journal;

    private PostgresJournal Journal =>
        _journal ?? throw new InvalidOperationException("The journal is not open.");

    public bool IsOpen => _journal is not null;

    /// <summary>Takes the journal over and reads what a validator starts from.</summary>
    public async Task<RecoveredCore> Open(CancellationToken cancel)
    {
        var owner = new JournalOwner(seat.Genesis.NetworkId, seat.Signer.Key.Address);
        var opened = await JournalOpening.Open(database, owner, options, cancel);
        _journal = new PostgresJournal(database, opened.Fence);
        logger.JournalOpened(_journal.Fence);
        if (opened.Abstaining)
        {
            logger.JournalWasLost();
        }

        var recovered = await new JournalRecovery(database, seat.Genesis, seat.Signer.Index).Recover(cancel);
        return recovered with { JournalLost = opened.Abstaining, Life = NewLife() };
    }

    /// <summary>Drawn: a clock or a counter may be lost with the journal.</summary>
    private static ulong NewLife() => BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong))) | 1;

    public Task Commit(JournalWrite write, CancellationToken cancel) => Journal.Commit(write, cancel);

    public Task Mark(Watermark watermark, Height height, CancellationToken cancel) =>
        Journal.Mark(watermark, height, cancel);

    public Task<Height> Read(Watermark watermark, CancellationToken cancel) =>
        Journal.Read(watermark, cancel);

    /// <summary>Deletes what is not needed any more.</summary>
    /// <param name="oldest">What the window of the newest state still reaches back to.</param>
    /// <param name="retained">Bodies of blocks before this need no archive; null when they always do.</param>
    /// <param name="cancel">Ends the deletion.</param>
    public Task<PrunedJournal> Prune(ChainTime oldest, ChainTime? retained, CancellationToken cancel) =>
        new JournalHorizon(database, Journal).Prune(oldest, retained, cancel);
}
