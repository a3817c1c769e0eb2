using SharedSequencer.Ingress.Batching;
using SharedSequencer.Ingress.Journal;

namespace SharedSequencer.Ingress.Lanes;

/// <summary>Rebuilding a lane from the journal.</summary>
internal sealed partial class LaneState
{
    /// <summary>Takes over what the journal says; before the lane is used.</summary>
    public void Restore(LaneImage image, TimeSpan now)
    {
        lock (_gate)
        {
            _executedThrough = image.ExecutedThrough;
            RestoreEntries(image, now);
            if (image.LastBatch is { } last)
            {
                _lastSequence = last.Sequence;
                _lastDigest = last.Digest;
                _lastNotAfter = last.NotAfterMilliseconds;
            }
            foreach (var record in image.Open)
            {
                _records.Add(record.Sequence, record);
                _batches.Restore(new OpenBatch(record.Sequence, record.Range, record.NotAfterMilliseconds));
            }
            foreach (var range in image.Replacements) _batches.RestoreReplacement(range);
            RestoreAccounts(image);
            RefuseIfLeft();
        }
    }

    private void RestoreEntries(LaneImage image, TimeSpan now)
    {
        _lastPosition = image.LastPosition;
        _window.StartAt(image.Entries.Count > 0 ? image.Entries[0].Position : image.LastPosition + 1);
        foreach (var entry in image.Entries)
        {
            while (_window.Next < entry.Position) _window.AddGone();
            Track(entry);
            if (entry.Position > image.BatchedThrough)
                _batches.Add(entry.Position, BatchSizeLimits.EncodedSize(entry.Raw.Length), entry.Kind);
        }
        while (_window.Next <= image.LastPosition) _window.AddGone();
    }

    private void RestoreAccounts(LaneImage image)
    {
        if (_accounts is null)
        {
            foreach (var entry in image.Held)
            {
                TrackHeld(entry);
                RefuseHeld(entry, LadderExit.Rejected, "no node is configured any more that could tell the gap closed");
            }
            return;
        }
        _accounts.Executed(image.ExecutedThrough);
        foreach (var sender in image.Senders)
        {
            var account = _accounts.Restore(sender.Sender);
            account.IsCounted = true;
            account.Next = account.SoftNext = sender.Nonce + 1;
            account.LastPosition = sender.Position;
        }
        foreach (var entry in image.Entries) RestoreUnordered(entry);
        foreach (var (sender, legs) in image.Legs) _accounts.RestoreLegs(sender, legs);
        foreach (var entry in image.Held)
        {
            _accounts.Hold(_accounts.Restore(entry.Sender), entry);
            TrackHeld(entry);
        }
    }

    private void RestoreUnordered(Entry entry)
    {
        var account = _accounts!.Restore(entry.Sender);
        account.IsCounted = true;
        account.SoftNext = account.Unordered == 0 ? entry.Nonce : Math.Min(account.SoftNext, entry.Nonce);
        account.Next = Math.Max(account.Next, entry.Nonce + 1);
        account.LastPosition = Math.Max(account.LastPosition, entry.Position);
        account.Unordered++;
    }
}
