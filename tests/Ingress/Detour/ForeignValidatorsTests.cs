using SharedSequencer.Following;
using SharedSequencer.Ingress.Detour;
using SharedSequencer.Protocol;
using SharedSequencer.Testing;

namespace SharedSequencer.Ingress.Tests.Detour;

public sealed class ForeignValidatorsTests
{
    private static readonly TestCommittee Committee = new(1, 1, 1, 1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_next_one_is_called_when_one_refuses_and_stays_the_one_that_is_called_first()
    {
        await using var first = await ForeignDouble.StartAsync(Committee.Genesis, Committee.Signers[1], Token);
        await using var second = await ForeignDouble.StartAsync(Committee.Genesis, Committee.Signers[2], Token);
        using var validators = Validators(("1", first.Url), ("2", second.Url));
        first.Take = static _ => 429;

        Assert.Equal(new ValidatorIndex(2), await SubmitAsync(validators, skip: 0));
        Assert.Equal(new ValidatorIndex(2), await SubmitAsync(validators, skip: 0));
        Assert.Single(first.Batches);
        Assert.Equal(2, second.Batches.Count);
    }

    [Fact]
    public async Task A_batch_that_is_sent_again_goes_to_another_one()
    {
        await using var first = await ForeignDouble.StartAsync(Committee.Genesis, Committee.Signers[1], Token);
        await using var second = await ForeignDouble.StartAsync(Committee.Genesis, Committee.Signers[2], Token);
        using var validators = Validators(("1", first.Url), ("2", second.Url));

        Assert.Equal(new ValidatorIndex(1), await SubmitAsync(validators, skip: 0));
        Assert.Equal(new ValidatorIndex(2), await SubmitAsync(validators, skip: 1));
    }

    [Fact]
    public async Task Somebody_who_is_not_the_member_that_is_meant_gets_nothing()
    {
        await using var thief = await ForeignDouble.StartAsync(Committee.Genesis, Committee.Signers[3], Token);
        await using var stranger = await ForeignDouble.StartAsync(
            Committee.Genesis, Committee.Signers[2] with { Key = TestNetwork.Key("stranger") }, Token);
        using var validators = Validators(("1", thief.Url), ("2", stranger.Url));

        await Assert.ThrowsAsync<HttpRequestException>(() => SubmitAsync(validators, skip: 0));
        Assert.Empty(thief.Batches);
        Assert.Empty(stranger.Batches);
    }

    [Fact]
    public void A_member_named_twice_and_strangers_are_problems()
    {
        var url = new Uri("https://127.0.0.1:1");
        using var validators = Validators(
            ("1", url), (Committee.Signers[1].Key.Address.ToString(), url), ("4", url), ("x", url), ("2", new Uri("http://127.0.0.1:1")));

        Assert.Equal(4, validators.Problems.Count);
    }

    private static ForeignValidators Validators(params (string Member, Uri Url)[] all) => new(
        new OperatorOptions
        {
            Validators = all.ToDictionary(
                entry => entry.Member, entry => new ForeignValidatorOptions { Url = entry.Url.ToString() }),
        },
        new DetourOptions(), AnswerLimit.Usual, Committee.Genesis);

    private static async Task<ValidatorIndex> SubmitAsync(ForeignValidators validators, int skip)
    {
        var (validator, _) = await validators.CallAsync(
            async validator =>
            {
                await validator.SubmitAsync(new byte[] { 1, 2, 3 }, Token);
                return true;
            },
            skip, Token);
        return validator.Member;
    }
}
