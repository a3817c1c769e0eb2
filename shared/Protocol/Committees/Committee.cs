using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>
/// The members of an epoch with their weights. With W the sum of weights, members of weight f &lt; W/3 may lie,
/// and q = ⌊2W/3⌋ + 1 is a quorum, so that two quorums share honest weight.
/// </summary>
public sealed class Committee
{
    /// <summary>Makes a committee.</summary>
    /// <exception cref="ArgumentException">No member, too many, a member twice, or a weight of 0.</exception>
    /// <exception cref="OverflowException">Twice the sum of weights does not fit 64 bits.</exception>
    public Committee(Epoch epoch, IReadOnlyList<Validator> validators)
    {
        ArgumentNullException.ThrowIfNull(validators);
        if (validators.Count is 0 or > ProtocolDefaults.MaxValidators)
        {
            throw new ArgumentException("A committee has 1 to 1024 members.", nameof(validators));
        }

        if (validators.Any(v => v.Weight == 0) || validators.DistinctBy(v => v.Address).Count() != validators.Count)
        {
            throw new ArgumentException("Members are distinct and weigh at least 1.", nameof(validators));
        }

        Epoch = epoch;
        Validators = validators;
        TotalWeight = validators.Aggregate(0UL, (sum, v) => checked(sum + v.Weight));
        Quorum = (checked(2 * TotalWeight) / 3) + 1;
        MaxFaulty = (TotalWeight - 1) / 3;
    }

    /// <summary>The span this committee serves.</summary>
    public Epoch Epoch { get; }

    /// <summary>The members; their place in this list is their <see cref="ValidatorIndex"/>.</summary>
    public IReadOnlyList<Validator> Validators { get; }

    /// <summary>W, the sum of weights.</summary>
    public ulong TotalWeight { get; }

    /// <summary>q = ⌊2W/3⌋ + 1, the weight that decides.</summary>
    public ulong Quorum { get; }

    /// <summary>f, the greatest weight that may be Byzantine: the largest number below W/3.</summary>
    public ulong MaxFaulty { get; }

    /// <summary>Whether a member has this place.</summary>
    public bool Contains(ValidatorIndex index) => index.Value < Validators.Count;

    /// <summary>The member with this place, which must exist.</summary>
    public Validator this[ValidatorIndex index] => Validators[index.Value];

    /// <summary>The place of the member that signs with this address.</summary>
    public bool TryFind(Address address, out ValidatorIndex index)
    {
        for (var i = 0; i < Validators.Count; i++)
        {
            if (Validators[i].Address == address)
            {
                index = new ValidatorIndex((ushort)i);
                return true;
            }
        }

        index = default;
        return false;
    }

    /// <summary>Who may propose in a view: members take turns by weight (R12).</summary>
    public ValidatorIndex Leader(View view)
    {
        var turn = view.Value % TotalWeight;
        ushort index = 0;
        foreach (var validator in Validators)
        {
            if (turn < validator.Weight)
            {
                break;
            }

            turn -= validator.Weight;
            index++;
        }

        return new ValidatorIndex(index);
    }
}
