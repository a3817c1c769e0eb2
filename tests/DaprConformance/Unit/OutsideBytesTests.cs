using System.Text;
using CsCheck;
using SharedSequencer.StandIn.Handshake;
using SharedSequencer.StandIn.PubSub;
using SharedSequencer.StandIn.State;

namespace SharedSequencer.DaprConformance.Tests.Unit;

/// <summary>Whatever an app sends: a result, never an exception.</summary>
public sealed class OutsideBytesTests
{
    private const string Transaction =
        """[{"operation":"upsert","request":{"key":"k","value":{"a":[1.5,"\ud800",null]},"metadata":{}}}]""";

    private const string Config =
        """{"entities":["T"],"actorIdleTimeout":"1h","entitiesConfig":[{"entities":["T"],"drainRebalancedActors":false}]}""";

    private const string Subscriptions =
        """[{"pubsubName":"p","topic":"t","route":"r","routes":{"rules":[],"default":"d"},"deadLetterTopic":"x"}]""";

    private static readonly Gen<byte[]> Anything = Gen.OneOf(
        Gen.Byte.Array, Mutated(Transaction), Mutated(Config), Mutated(Subscriptions));

    [Fact]
    public void A_state_transaction_is_decoded_or_refused() =>
        Anything.Sample(bytes => StateTransaction.TryDecode(bytes, out _, out var fault) || fault.Message is not null);

    [Fact]
    public void An_actor_configuration_is_read_or_thrown_away() =>
        Anything.Sample(bytes => ActorConfig.TryParse(bytes, out var config) || config == ActorConfig.None);

    [Fact]
    public void Subscriptions_are_read_or_thrown_away() =>
        Anything.Sample(bytes => Subscription.TryParseList(bytes, out var subscriptions) || subscriptions.Count == 0);

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/cloudevents+json")]
    [InlineData("application/octet-stream")]
    [InlineData("")]
    public void A_payload_is_sealed_or_refused(string contentType) => Anything.Sample(bytes =>
    {
        Envelope.Seal(
            new PublishedEvent(
                "app", "pubsub", "topic", bytes, contentType, new Dictionary<string, string>(), new TraceFields("", "")),
            DateTimeOffset.UnixEpoch);
    });

    // A few bytes of a good text exchanged for others.
    private static Gen<byte[]> Mutated(string text) =>
        Gen.Select(Gen.Int[0, text.Length - 1], Gen.Byte).Array[0, 4].Select(changes =>
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            foreach (var (index, value) in changes) bytes[index] = value;
            return bytes;
        });
}
