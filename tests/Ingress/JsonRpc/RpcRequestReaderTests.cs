using System.Text;
using System.Text.Json;
using CsCheck;
using SharedSequencer.Ingress.JsonRpc;

namespace SharedSequencer.Ingress.Tests.JsonRpc;

public sealed class RpcRequestReaderTests
{
    private const int MaxCalls = 5;
    private const int MaxDepth = 16;

    [Fact]
    public void A_call_is_found_without_copying()
    {
        const string Text = """ {"jsonrpc":"2.0","id":"a\"b","method":"eth_chainId","params":[ 1, {"x":[]} ]} """;
        var request = Read(Text);
        var call = Assert.Single(request.Calls);
        Assert.False(request.IsBatch);
        Assert.Null(call.Fault);
        Assert.Equal(RpcMethod.ChainId, call.Kind);
        Assert.Equal("\"a\\\"b\"", Slice(Text, call.Id));
        Assert.Equal("eth_chainId", Slice(Text, call.Method));
        Assert.Equal("""[ 1, {"x":[]} ]""", Slice(Text, call.Parameters));
    }

    [Theory]
    [InlineData("", -32700)]
    [InlineData("   ", -32700)]
    [InlineData("{", -32700)]
    [InlineData("[1,]", -32700)]
    [InlineData("{} {}", -32700)]
    [InlineData("nonsense", -32700)]
    [InlineData("[]", -32600)]
    [InlineData("[1,2,3,4,5,6]", -32600)]
    public void A_text_that_is_no_request_is_one_error(string text, int code)
    {
        var request = Read(text);
        Assert.Equal(code, request.Fault!.Code);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"jsonrpc":"1.0","id":1,"method":"x"}""")]
    [InlineData("""{"id":1,"method":"x"}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":7}""")]
    [InlineData("""{"jsonrpc":"2.0","id":{},"method":"x"}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"x","params":"y"}""")]
    public void A_malformed_call_is_invalid_and_still_answered(string text)
    {
        var call = Assert.Single(Read(text).Calls);
        Assert.Equal(RpcErrors.InvalidRequest, call.Fault);
        Assert.True(call.WantsAnswer);
    }

    /// <summary>The grammar allows half a surrogate pair, but it stands for no text.</summary>
    [Theory]
    [InlineData("""{"\ud800":1}""")]
    [InlineData("""{"\ud800\u0041":[{"x":1}],"jsonrpc":"2.0","id":1,"method":"x"}""")]
    [InlineData("""{"jsonrpc":"\ud800","id":1,"method":"x"}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"x","\udc00":{}}""")]
    public void A_string_that_cannot_be_unescaped_spoils_its_own_call_only(string text)
    {
        const string Good = """{"jsonrpc":"2.0","id":2,"method":"eth_chainId","\ud83d\ude00\n":0}""";
        var calls = Read($"[{Good},{text},{Good}]").Calls;
        Assert.Equal([null, RpcErrors.Parse, null], calls.Select(call => call.Fault));
        Assert.True(calls[1].WantsAnswer);
    }

    [Fact]
    public void A_parameter_that_cannot_be_unescaped_is_no_text_and_no_tag()
    {
        var text = """["\ud800safe"]"""u8;
        Assert.Null(new RpcParameters(text).ReadString());
        Assert.Null(new RpcParameters([(byte)'[', (byte)'"', 0xff, (byte)'"', (byte)']']).ReadString());
        Assert.False(BlockTags.Names(text, "safe"u8));
    }

    [Fact]
    public void A_call_without_an_id_wants_no_answer() =>
        Assert.False(Assert.Single(Read("""{"jsonrpc":"2.0","method":"x"}""").Calls).WantsAnswer);

    [Fact]
    public void An_escaped_method_name_is_never_one_of_ours() => Assert.Equal(
        RpcMethod.Other,
        Assert.Single(Read("""{"jsonrpc":"2.0","id":1,"method":"eth_\u0063hainId"}""").Calls).Kind);

    [Fact]
    public void Deep_nesting_ends_in_an_error_of_its_own()
    {
        var text = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"x\",\"params\":" + new string('[', 200) + new string(']', 200) + "}";
        Assert.Equal(RpcErrors.TooDeep, Read(text).Fault);
    }

    [Fact]
    public void Whatever_json_values_stand_in_a_call_come_out_as_they_went_in() =>
        Gen.Select(Gen.Int, Gen.String[Gen.Char.AlphaNumeric, 1, 20], Gen.String.Array[0, 4]).Array[1, MaxCalls]
            .Sample(calls =>
            {
                var text = JsonSerializer.Serialize(calls.Select(call => new
                {
                    jsonrpc = "2.0",
                    id = call.Item1,
                    method = call.Item2,
                    @params = call.Item3,
                }));
                var request = Read(text);
                Assert.True(request.IsBatch && request.Fault is null);
                for (var i = 0; i < calls.Length; i++)
                {
                    Assert.Equal(calls[i].Item1, int.Parse(Slice(text, request.Calls[i].Id)));
                    Assert.Equal(calls[i].Item2, Slice(text, request.Calls[i].Method));
                    Assert.Equal(
                        calls[i].Item3, JsonSerializer.Deserialize<string[]>(Slice(text, request.Calls[i].Parameters)));
                }
            });

    /// <summary>Bytes of valid requests, cut, flipped and repeated: never an exception, never a range outside.</summary>
    [Fact]
    public void Mutated_requests_never_throw_and_never_point_outside()
    {
        byte[][] seeds =
        [
            Encoding.UTF8.GetBytes("""{"jsonrpc":"2.0","id":1,"method":"eth_sendRawTransaction","params":["0x02f8"]}"""),
            Encoding.UTF8.GetBytes("""[{"jsonrpc":"2.0","id":null,"method":"x"},{"jsonrpc":"2.0","method":"y","params":{}}]"""),
            Encoding.UTF8.GetBytes("[[[[{\"a\":\"\\u00e4\"}]]],1e9,true,null]"),
            Encoding.UTF8.GetBytes("""[{"\ud83d\ude00":1,"jsonrpc":"2\u002e0","method":"x","params":["\ud83d\ude00safe"]}]"""),
        ];
        Gen.Select(Gen.Int[0, seeds.Length - 1].Select(i => seeds[i]), Gen.Select(Gen.Int[0, 200], Gen.Byte, Gen.Int[0, 2]).Array[1, 12])
            .Sample((seed, mutations) =>
            {
                var bytes = Mutate(seed, mutations);
                var request = new RpcRequest();
                RpcRequestReader.Read(bytes, MaxCalls, MaxDepth, request);
                Assert.True(request.Fault is not null || request.Calls.Count is > 0 and <= MaxCalls);
                foreach (var call in request.Calls)
                {
                    foreach (var range in new[] { call.Id, call.Method, call.Parameters })
                        _ = range.In(bytes).Length;
                    var parameters = new RpcParameters(call.Parameters.In(bytes));
                    while (parameters.Next())
                    {
                        // Stepping through them is the test.
                    }
                    _ = BlockTags.Names(call.Parameters.In(bytes), "safe"u8);
                }
            }, iter: 20_000);
    }

    private static byte[] Mutate(byte[] seed, (int Place, byte Value, int Kind)[] mutations)
    {
        var bytes = seed.ToList();
        foreach (var (place, value, kind) in mutations)
        {
            if (bytes.Count == 0) break;
            var at = place % bytes.Count;
            if (kind == 0) bytes[at] = value;
            else if (kind == 1) bytes.RemoveAt(at);
            else bytes.Insert(at, bytes[value % bytes.Count]);
        }
        return [.. bytes];
    }

    private static RpcRequest Read(string text)
    {
        var request = new RpcRequest();
        RpcRequestReader.Read(Encoding.UTF8.GetBytes(text), MaxCalls, MaxDepth, request);
        return request;
    }

    private static string Slice(string text, TextRange range) =>
        Encoding.UTF8.GetString(range.In(Encoding.UTF8.GetBytes(text)));
}
