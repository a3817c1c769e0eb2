using SharedSequencer.Protocol;
using SharedSequencer.Testing;

namespace SharedSequencer.Ordering.Tests.Committee;

/// <summary>A committee in this process: every validator the whole service, connected over loopback.</summary>
internal sealed class HostedCommittee : IAsyncDisposable
{
    private readonly CancellationToken _cancel;

    private HostedCommittee(int validators, CancellationToken cancel)
    {
        _cancel = cancel;
        Network = new CommitteeNetwork(validators);
        var ports = Enumerable.Range(0, validators).Select(_ => Loopback.FreePort()).ToList();
        Validators = [.. ports.Select((_, seat) => new HostedValidator(Network, seat, ports))];
    }

    public CommitteeNetwork Network { get; }

    public IReadOnlyList<HostedValidator> Validators { get; }

    public static async Task<HostedCommittee> Start(int validators, CancellationToken cancel, params string[] settings)
    {
        var committee = new HostedCommittee(validators, cancel);
        foreach (var validator in committee.Validators)
        {
            await validator.Start(cancel, settings);
        }

        return committee;
    }

    /// <summary>Hands a batch to one validator and waits until others have it in their final chain.</summary>
    public async Task Order(Batch batch, int by, params int[] seen)
    {
        await Eventually.HoldsAsync(
            async cancel => await Validators[by].Submit(batch, cancel)
                is Ordering.Validator.SubmitResult.Durable or Ordering.Validator.SubmitResult.Settled,
            "the batch is taken",
            _cancel);
        await Eventually.HoldsAsync(
            () => seen.All(seat => Validators[seat].Chain.HasPassed(batch.Header)), "the batch is final", _cancel);
    }

    /// <summary>Waits until these validators have come at least this far.</summary>
    public Task Reaches(Height height, params int[] seats) => Eventually.HoldsAsync(
        () => seats.All(seat => Validators[seat].Height >= height), $"the chain reaches {height}", _cancel);

    /// <summary>Every validator holds the same chain as far as it has come, and a stranger can verify it.</summary>
    public async Task AssertAgree(params int[] seats)
    {
        var chains = new List<IReadOnlyList<FinalizedBlock>>();
        foreach (var seat in seats)
        {
            chains.Add(await Validators[seat].Blocks(_cancel));
        }

        var longest = chains.MaxBy(chain => chain.Count)!;
        var follower = new ChainFollower(Network.Genesis);
        Assert.All(longest, block => Assert.True(follower.TryApply(block, out _, out var fault), fault.ToString()));
        Assert.All(chains, chain => Assert.Equal(
            longest.Take(chain.Count).Select(block => block.Block.Hash), chain.Select(block => block.Block.Hash)));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var validator in Validators)
        {
            await validator.DisposeAsync();
        }
    }
}
