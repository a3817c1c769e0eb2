using SharedSequencer.Launcher.Traffic;
using SharedSequencer.Primitives;

namespace SharedSequencer.LocalMesh.Tests.Traffic;

public sealed class FundedSenderTests
{
    private const ulong Chain = 901;

    [Fact]
    public void A_nonce_that_was_taken_back_goes_to_another_transaction()
    {
        using var sender = new FundedSender(Chain, 1);
        sender.Transfer();
        var refused = Read(sender.Transfer());

        sender.TakeBack();
        var next = Read(sender.Transfer());

        Assert.Equal(refused.Nonce, next.Nonce);
        Assert.NotEqual(refused.Value, next.Value);
        Assert.Equal(next.Nonce + 1, Read(sender.Transfer()).Nonce);
    }

    private static Transaction Read(SignedTransaction signed)
    {
        Assert.True(TransactionDecoder.TryDecode(signed.Raw, out var transaction, out var error), $"{error}");
        return transaction;
    }
}
