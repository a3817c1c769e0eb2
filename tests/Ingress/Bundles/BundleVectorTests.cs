using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SharedSequencer.Ingress.Bundles;
using SharedSequencer.Ingress.Tests.Hosting;
using SharedSequencer.Primitives;

namespace SharedSequencer.Ingress.Tests.Bundles;

/// <summary>What ethers made from the description of the API alone is read here as meant.</summary>
public sealed class BundleVectorTests
{
    private static readonly JsonElement Vectors = JsonDocument.Parse(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Vectors", "bundle-api.json"))).RootElement;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Requests_get_the_ids_and_signatures_of_ethers()
    {
        await using var host = await IngressHost.StartAsync([1, 2, 3], Token);
        var parser = host.Services.GetRequiredService<BundleParser>();
        foreach (var vector in Vectors.GetProperty("bundles").EnumerateArray())
        {
            var bundle = parser.ParseBundle(RequestOf(vector)).Value;
            Assert.NotNull(bundle);
            Assert.Equal(
                (vector.Text("bundleHash"), vector.Text("escrowId")), (bundle.Id.ToString(), bundle.Terms.EscrowId.ToString()));
            Assert.True(bundle.HasValidSignature());
        }
        foreach (var vector in Vectors.GetProperty("cancels").EnumerateArray())
        {
            var cancel = parser.ParseCancel(RequestOf(vector)).Value;
            Assert.Equal(vector.Text("cancelHash"), cancel?.Digest().ToString());
            Assert.True(cancel!.HasValidSignature());
        }
        var expiry = Vectors.GetProperty("expiry");
        Assert.Equal(expiry.Text("escrowId"), parser.ParseTerms(RequestOf(expiry)).Value?.EscrowId.ToString());
        AssertReport(parser, Vectors.GetProperty("report"));
    }

    private static void AssertReport(BundleParser parser, JsonElement vector)
    {
        var report = parser.ParseReport(RequestOf(vector)).Value;
        Assert.Equal(vector.Text("digest"), report?.Digest().ToString());
        Assert.True(report!.IsSignedBy(Address.Parse(vector.Text("reporter"))));
        Assert.Equal(vector.Text("rlp"), Hex.Encode(report.Encode()));
        var whole = parser.ParseReport(Encoding.UTF8.GetBytes($$"""{"report":"{{vector.Text("rlp")}}"}""")).Value;
        Assert.Equal(report, whole);
    }

    private static byte[] RequestOf(JsonElement vector) =>
        Encoding.UTF8.GetBytes(vector.GetProperty("request").GetRawText());
}
