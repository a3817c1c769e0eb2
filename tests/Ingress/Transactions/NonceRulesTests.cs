using CsCheck;
using SharedSequencer.Ingress.Transactions;

namespace SharedSequencer.Ingress.Tests.Transactions;

public sealed class NonceRulesTests
{
    [Theory]
    [InlineData(4, Verdict.NonceTooLow)]
    [InlineData(5, Verdict.Underpriced)]
    [InlineData(7, Verdict.Underpriced)]
    [InlineData(8, Verdict.Accepted)]
    [InlineData(9, Verdict.Held)]
    public void A_nonce_is_judged_by_what_is_final_and_what_is_journaled(ulong nonce, object verdict) =>
        Assert.Equal((Verdict)verdict, NonceRules.Judge(nonce, new NonceView(8, 5, IsHeld: false, HeldRoom: 1)));

    [Fact]
    public void A_second_transaction_for_a_held_nonce_is_underpriced() => Assert.Equal(
        Verdict.Underpriced, NonceRules.Judge(9, new NonceView(8, 8, IsHeld: true, HeldRoom: 1)));

    [Fact]
    public void Without_room_a_gap_is_too_high() => Assert.Equal(
        Verdict.NonceTooHigh, NonceRules.Judge(9, new NonceView(8, 8, IsHeld: false, HeldRoom: 0)));

    [Fact]
    public void Exactly_one_nonce_is_next() =>
        Gen.Select(Gen.ULong, Gen.ULong[0, 100], Gen.ULong[0, ulong.MaxValue - 1]).Sample((nonce, behind, next) =>
        {
            var view = new NonceView(next, next - Math.Min(behind, next), IsHeld: false, HeldRoom: 1);
            Assert.Equal(nonce == next, NonceRules.Judge(nonce, view) == Verdict.Accepted);
        });
}
