using SharedSequencer.Protocol;

namespace SharedSequencer.Client;

/// <summary>
/// Judges evidence that needs the chain: follows it from the genesis, with every check, and judges each piece where it can
/// be judged. What contradicts itself is judged at once.
/// </summary>
public sealed class EvidenceCourt
{
    private readonly Genesis _genesis;
    private readonly IReadOnlyList<Evidence> _cases;
    private readonly EvidenceVerdict[] _verdicts;
    private readonly List<(int Case, ReceiptAudit Audit)> _audits = [];
    private readonly ILookup<Primitives.Hash256, int> _byParent;

    /// <summary>Opens cases.</summary>
    public EvidenceCourt(Genesis genesis, IReadOnlyList<Evidence> cases)
    {
        ArgumentNullException.ThrowIfNull(genesis);
        ArgumentNullException.ThrowIfNull(cases);
        _genesis = genesis;
        _cases = cases;
        _verdicts = new EvidenceVerdict[cases.Count];
        _byParent = Enumerable.Range(0, cases.Count)
            .Where(one => cases[one].Parent is not null)
            .ToLookup(one => cases[one].Parent!.Value);
        for (var i = 0; i < cases.Count; i++)
        {
            Open(i);
        }

        Judge(ChainState.AtGenesis(genesis));
    }

    /// <summary>The verdicts so far, in the order of the cases.</summary>
    public IReadOnlyList<EvidenceVerdict> Verdicts => _verdicts;

    /// <summary>Whether no block can change a verdict any more.</summary>
    public bool IsOver => !_verdicts.Contains(EvidenceVerdict.Undecided);

    /// <summary>Reads the whole chain as far as needed, and gives the verdicts in the order of the cases.</summary>
    /// <param name="publisher">Any publisher of the network.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="VerificationException">A block of the publisher breaks a rule.</exception>
    public async Task<IReadOnlyList<EvidenceVerdict>> JudgeAsync(
        BlockClient publisher, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(publisher);
        if (IsOver)
        {
            return Verdicts;
        }

        var follower = new ChainFollower(_genesis);
        await foreach (var block in publisher.VerifyToHeadAsync(follower, cancellationToken))
        {
            Judge(follower.State);
            foreach (var (number, audit) in _audits)
            {
                _verdicts[number] = VerdictOf(audit.Take(block));
            }

            if (IsOver)
            {
                break;
            }
        }

        return Verdicts;
    }

    private void Open(int number)
    {
        switch (_cases[number])
        {
            case Evidence.FalseBlock:
                break;
            case Evidence.BrokenReceipt broken when new SignedReceipt(broken.Receipt, broken.Ingress, broken.Signature)
                .IsPromiseFor(broken.Receipt.Transaction, _genesis):
                _audits.Add((number, new ReceiptAudit(broken.Receipt, ChainState.AtGenesis(_genesis))));
                break;
            default:
                _verdicts[number] = Verdict(_cases[number].IsValid(_genesis));
                break;
        }
    }

    private void Judge(ChainState state)
    {
        foreach (var number in _byParent[state.BlockHash])
        {
            _verdicts[number] = Verdict(_cases[number].IsValid(state));
        }
    }

    private static EvidenceVerdict Verdict(bool isProven) => isProven ? EvidenceVerdict.Proven : EvidenceVerdict.Unfounded;

    private static EvidenceVerdict VerdictOf(ReceiptStanding standing) => standing switch
    {
        ReceiptStanding.Open => EvidenceVerdict.Undecided,
        ReceiptStanding.Broken => EvidenceVerdict.Proven,
        _ => EvidenceVerdict.Unfounded,
    };
}
