using CsCheck;
using Google.Protobuf;
using SharedSequencer.Messages.Streams;

namespace SharedSequencer.Messages.Tests.Wire;

public sealed class RollupStreamTests
{
    [Fact]
    public void The_service_keeps_its_name_and_its_fields()
    {
        var service = RollupStreamReflection.Descriptor.Services.Single();
        Assert.Equal("sharedsequencer.stream.v1.RollupStream", service.FullName);
        Assert.Equal("Subscribe", service.Methods.Single().Name);
        Assert.True(service.Methods.Single().IsServerStreaming);
        Assert.Equal(
            ["rollup_id=1", "from=2"],
            SubscribeRequest.Descriptor.Fields.InFieldNumberOrder().Select(field => $"{field.Name}={field.FieldNumber}"));
        Assert.Equal(
            ["number=1", "proof=2", "heartbeat=3"],
            RollupBlockMessage.Descriptor.Fields.InFieldNumberOrder().Select(field => $"{field.Name}={field.FieldNumber}"));
    }

    [Fact]
    public void A_message_is_a_proof_or_a_heartbeat()
    {
        var proof = new RollupBlockMessage { Number = 1, Proof = ByteString.CopyFrom(1, 2) };
        Assert.Equal(RollupBlockMessage.ContentOneofCase.Proof, proof.ContentCase);

        proof.Heartbeat = new Heartbeat { Height = 7 };
        Assert.Equal(RollupBlockMessage.ContentOneofCase.Heartbeat, proof.ContentCase);
    }

    [Fact]
    public void Hostile_bytes_are_refused_and_not_crashed_on() => Gen.Byte.Array[0, 64].Sample(bytes =>
    {
        try
        {
            RollupBlockMessage.Parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException)
        {
            return;
        }
    });
}
