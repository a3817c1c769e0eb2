namespace SharedSequencer.Protocol;

/// <summary>Who was heard when: a leader who is silent while a quorum is not gets no time (R12).</summary>
internal sealed class LeaderWatch(CoreContext context)
{
    private readonly TimeSpan[] _heard = new TimeSpan[context.Committee.Validators.Count];
    private readonly bool[] _missed = new bool[context.Committee.Validators.Count];

    /// <summary>Everybody gets the benefit of the doubt at the start.</summary>
    internal void Start() => Array.Fill(_heard, context.Now.Monotonic);

    internal void Hear(ValidatorIndex from)
    {
        _heard[from.Value] = context.Now.Monotonic;
        _missed[from.Value] = false;
    }

    /// <summary>A leader let its time pass; it gets none again before something is heard of it.</summary>
    internal void NoteMissed(ValidatorIndex leader) => _missed[leader.Value] = true;

    /// <summary>Whether nothing came from a leader since it missed a turn, or for the skip period, while a quorum was heard.</summary>
    internal bool IsGone(ValidatorIndex leader, ulong quorum) =>
        leader != context.Self && !IsHeard(leader) && HeardWeight() >= quorum;

    /// <summary>When the leader will count as gone if it stays silent.</summary>
    internal TimeSpan SilentAt(ValidatorIndex leader) => _heard[leader.Value] + ProtocolDefaults.SkipPeriod;

    private bool IsHeard(ValidatorIndex validator) => validator == context.Self
        || (!_missed[validator.Value] && context.Now.Monotonic < SilentAt(validator));

    private ulong HeardWeight()
    {
        var weight = 0UL;
        for (ushort i = 0; i < _heard.Length; i++)
        {
            weight += IsHeard(new ValidatorIndex(i)) ? context.Committee.Validators[i].Weight : 0;
        }

        return weight;
    }
}
