using System.Text;
using SharedSequencer.Ingress.JsonRpc;
using SharedSequencer.Ingress.Nodes;

namespace SharedSequencer.Ingress.Tests.Nodes;

public sealed class NodeAnswerReaderTests
{
    [Theory]
    [InlineData("")]
    [InlineData("7")]
    [InlineData("""{"\ud800":1}""")]
    [InlineData("""[{"id":0,"\udc00":"0x1"}]""")]
    [InlineData("""{"id":0,"re\ud800\u0041sult":"0x1"}""")]
    public void What_is_no_answer_leaves_the_call_unanswered(string text)
    {
        var body = Encoding.UTF8.GetBytes(text);
        Assert.Equal(RpcErrors.NodeUnavailable, Assert.Single(NodeAnswerReader.Read(body, 1)).Error);
        Assert.Equal(RpcErrors.NodeUnavailable, NodeAnswerReader.ReadSingle(body).Error);
    }

    [Fact]
    public void A_name_of_whole_pairs_is_read_over()
    {
        var body = Encoding.UTF8.GetBytes("""{"\ud83d\ude00":1,"id":0,"r\u0065sult":"0x1"}""");
        Assert.Equal("\"0x1\"", Encoding.UTF8.GetString(NodeAnswerReader.Read(body, 1)[0].Json.Span));
    }
}
