using SharedSequencer.Ingress.Chain;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ingress.Tests.Chain;

public sealed class OutcomeTextsTests
{
    [Fact]
    public void Every_code_has_words_of_its_own()
    {
        var codes = Enum.GetValues<OutcomeCode>();
        var texts = codes.Select(OutcomeTexts.Of).ToList();

        Assert.Distinct(texts);
        Assert.All(codes.Zip(texts), pair => Assert.NotEqual(pair.First.ToString(), pair.Second));
    }
}
