using SharedSequencer.Protocol;

namespace SharedSequencer.Ordering.Validator;

/// <summary>
/// Final blocks that this validator asks others for and does not get: nobody keeps bodies that old, or whoever promised
/// them lies. It cannot help itself then, so somebody has to be told. The loop asks, anyone may look.
/// </summary>
internal sealed class UnansweredBlocks(TimeProvider time, ILogger<UnansweredBlocks> logger)
{
    /// <summary>So long others may take to give a block.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Who has not asked for so long has given up, or has nobody to ask.</summary>
    private static readonly TimeSpan Recent = TimeSpan.FromSeconds(15);

    private readonly Lock _gate = new();
    private Height _from;
    private long _first;
    private long _last;
    private bool _isTold;

    /// <summary>The block that is asked for in vain; null when there is none.</summary>
    public Height? First
    {
        get
        {
            lock (_gate)
            {
                return IsLong && time.GetElapsedTime(_last) < Recent ? _from : null;
            }
        }
    }

    private bool IsLong => _from > default(Height) && time.GetElapsedTime(_first, _last) >= Patience;

    /// <summary>A validator that says it is ahead is asked for what comes next here.</summary>
    public void Ask(Height from)
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            if (from != _from || time.GetElapsedTime(_last, now) >= Recent)
            {
                (_from, _first, _isTold) = (from, now, false);
            }

            _last = now;
            if (IsLong && !_isTold)
            {
                _isTold = true;
                logger.BlocksNotGiven(from, Patience);
            }
        }
    }
}
