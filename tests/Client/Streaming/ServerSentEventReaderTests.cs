using System.Text;
using CsCheck;

namespace SharedSequencer.Client.Tests.Streaming;

public sealed class ServerSentEventReaderTests
{
    [Fact]
    public async Task Comments_types_ids_and_lines_of_data_are_read_as_the_standard_says()
    {
        const string text =
            ": keep-alive\n\nevent: block\nid: 7\ndata: one\ndata: two\n\ndata:three\r\n\r\nretry: 5\n\n";

        Assert.Equal(
            [new ServerSentEvent("block", "7", "one\ntwo"), new ServerSentEvent("message", "7", "three")],
            await ReadAsync(text, chunk: 1_000));
    }

    [Fact]
    public async Task Events_do_not_depend_on_how_the_bytes_are_cut()
    {
        const string text = "id: 1\r\ndata: größer\r\n\r\nid: 2\rdata: b\r\rdata: c\n\n";
        var whole = await ReadAsync(text, chunk: 1_000);

        Assert.Equal(3, whole.Count);
        await Gen.Int[1, 20].SampleAsync(
            async chunk => Assert.Equal(whole, await ReadAsync(text, chunk)), iter: 50);
    }

    [Fact]
    public async Task No_bytes_make_the_reader_do_anything_but_answer_or_refuse()
    {
        await Gen.Byte.Array[0, 400].SampleAsync(
            async bytes =>
            {
                try
                {
                    await ReadAsync(bytes, 7);
                }
                catch (UnexpectedAnswerException)
                {
                    // Too long: the promised refusal.
                }
            },
            iter: 2_000);
    }

    [Fact]
    public async Task An_unfinished_event_at_the_end_is_no_event()
    {
        Assert.Empty(await ReadAsync("data: half", chunk: 3));
    }

    private static Task<List<ServerSentEvent>> ReadAsync(string text, int chunk) =>
        ReadAsync(Encoding.UTF8.GetBytes(text), chunk);

    private static async Task<List<ServerSentEvent>> ReadAsync(byte[] bytes, int chunk)
    {
        using var stream = new ChunkedStream(bytes, chunk);
        return await new ServerSentEventReader(stream, 200)
            .ReadAsync(CancellationToken.None)
            .ToListAsync();
    }
}
