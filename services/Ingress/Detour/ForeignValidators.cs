using SharedSequencer.Following;
using SharedSequencer.Protocol;
using SharedSequencer.ServiceDefaults;

namespace SharedSequencer.Ingress.Detour;

/// <summary>The validators of other operators that the settings name. One at a time is used, for as long as it answers.</summary>
internal sealed class ForeignValidators : IDisposable
{
    private readonly List<string> _problems = [];
    private readonly List<ForeignValidator> _all = [];
    private int _preferred;

    public ForeignValidators(OperatorOptions operators, DetourOptions options, AnswerLimit limit, Genesis genesis)
    {
        foreach (var (name, settings) in operators.Validators.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            if (!CommitteeMember.TryFind(genesis.Committee, name, out var member))
                _problems.Add($"Ingress:Validators:{name}: neither a seat nor the address of a member of the committee.");
            else if (!Uri.TryCreate(settings.Url, UriKind.Absolute, out var url) || url.Scheme != Uri.UriSchemeHttps)
                _problems.Add($"Ingress:Validators:{name}:Url: '{settings.Url}' is not https://host:port.");
            else if (_all.Exists(other => other.Member == member))
                _problems.Add($"Ingress:Validators:{name}: this member is named twice.");
            else
                _all.Add(new ForeignValidator(member, url, genesis, options, limit));
        }
    }

    public bool IsEmpty => _all.Count == 0;

    /// <summary>What is wrong with the settings.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>Moves on to the next one: the present one is of no use.</summary>
    public void Leave(ForeignValidator validator)
    {
        var preferred = Volatile.Read(ref _preferred);
        if (!IsEmpty && _all[preferred % _all.Count] == validator)
            Interlocked.CompareExchange(ref _preferred, (preferred + 1) % _all.Count, preferred);
    }

    /// <summary>Calls one after the other until one answers, beginning with the one that answered last.</summary>
    /// <param name="call">The call; fails with <see cref="HttpRequestException"/> or by its own time limit.</param>
    /// <param name="skip">So many are left out first, so that a batch sent again goes to another one.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="HttpRequestException">None answers; the first one's failure is inside.</exception>
    public async Task<(ForeignValidator Validator, T Answer)> CallAsync<T>(
        Func<ForeignValidator, Task<T>> call, int skip, CancellationToken cancellationToken)
    {
        var start = Volatile.Read(ref _preferred) + skip;
        Exception? first = null;
        for (var i = 0; i < _all.Count; i++)
        {
            var validator = _all[(start + i) % _all.Count];
            try
            {
                return (validator, await call(validator));
            }
            catch (Exception failure) when (SourceTrouble.MayPass(failure) && !cancellationToken.IsCancellationRequested)
            {
                first ??= failure;
                Leave(validator);
            }
        }
        throw new HttpRequestException("no validator of another operator answers", first);
    }

    public void Dispose()
    {
        foreach (var validator in _all) validator.Dispose();
    }
}
