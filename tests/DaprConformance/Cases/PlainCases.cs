using System.Text.Json;
using System.Text.RegularExpressions;
using SharedSequencer.DaprConformance.Tests.Replay;
using SharedSequencer.DaprConformance.Tests.Support;

namespace SharedSequencer.DaprConformance.Tests.Cases;

/// <summary>The plain cases and what each needs.</summary>
internal static partial class PlainCases
{
    private const string ActivateA = "/v1.0/actors/T/a/method/m";

    private static readonly WorldPlan Invocation = new(new AppPlan("app1", "{}"), new AppPlan("app2", "{}"));

    public static readonly IReadOnlyDictionary<string, PlainCase> All = new Dictionary<string, PlainCase>
    {
        ["health-ready"] = new(Plans.Actors()),
        ["http-unknown-route"] = new(Plans.Actors()),
        ["tokens"] = new(new WorldPlan(new AppPlan("app1", Plans.Types, Plans.Subscribe(("orders", null))))
        {
            ApiToken = "tok",
            AppToken = "apptok",
        }) { ShowsHandshake = true },
        ["actor-weak-call"] = new(Plans.Actors()) { Answer = WeakAnswer },
        ["actor-verbs"] = new(Plans.Actors()),
        ["actor-paths"] = new(Plans.Actors()),
        ["actor-ids"] = new(Plans.Actors()),
        ["actor-unknown-type"] = new(Plans.Actors()),
        ["actor-body-limit"] = new(Plans.Actors()) { Activate = ActivateA },
        ["actor-app-status"] = new(Plans.Actors()) { Answer = AsGiven },
        ["actor-remote-forward"] = new(Plans.Remote) { Answer = RemoteAnswer },
        ["actor-remote-response-limit"] = new(Plans.Remote) { Answer = RemoteAnswer, HidesAppCalls = true },
        ["actor-api-wrong-host"] = new(Plans.Remote),
        ["actor-state-upsert"] = new(Plans.Actors()) { Activate = ActivateA },
        ["actor-state-read"] = new(Plans.Actors()) { Activate = ActivateA, After = "actor-state-upsert" },
        ["actor-state-inactive-write"] = new(Plans.Actors()),
        ["actor-state-bad-requests"] = new(Plans.Actors()) { Activate = ActivateA },
        ["actor-state-number-fidelity"] = new(Plans.Actors()) { Activate = ActivateA },
        ["actor-state-ttl"] = new(Plans.Actors()) { Activate = ActivateA },
        ["state-actor-numbers"] = new(Plans.Actors()) { Activate = ActivateA },
        ["sdk-calls"] = new(Plans.Actors()) { Answer = SdkAnswer },
        ["sdk-errors"] = new(Plans.Actors()) { Answer = SdkAnswer },
        ["sdk-state"] = new(Plans.Actors()) { Answer = SdkAnswer, IsNested = true },
        ["sdk-nested-call"] = new(Plans.Actors()) { Answer = SdkAnswer, IsNested = true },
        ["pub-content-types"] = new(Plans.Topics(("orders", null))) { Answer = Empty },
        ["pub-cloudevent"] = new(Plans.Topics(("orders", null))) { Answer = Empty },
        ["pub-metadata"] = new(Plans.Topics(("orders", null), ("p", null))) { Answer = Empty },
        ["pub-unknown"] = new(Plans.Topics(("orders", null))) { Answer = Empty },
        ["bulk-publish-to-single"] = new(Plans.Topics(("orders", null))) { Answer = Empty, IsUnordered = true },
        ["invoke-post"] = new(Invocation),
        ["invoke-verbs"] = new(Invocation),
        ["invoke-app-status"] = new(Invocation),
        ["invoke-paths"] = new(Invocation),
        ["invoke-limits"] = new(Invocation),
    };

    private static AppAnswer Empty(RecordedEntry entry, JsonElement response, AppCall call) => AppAnswer.Empty;

    // The JSON content type of an empty answer is the sidecar's.
    private static AppAnswer WeakAnswer(RecordedEntry entry, JsonElement response, AppCall call) =>
        entry.Label == "actor-empty-200" ? AppAnswer.Empty : PlainCase.Replayed(response);

    // "app returns 500 text/plain": the body says the status once more.
    private static AppAnswer AsGiven(RecordedEntry entry, JsonElement response, AppCall call)
    {
        var status = int.Parse(GivenStatus().Match(entry.Given).Groups[1].Value);
        return AppAnswer.Text(status, "text/plain", $"app says {status}");
    }

    private static AppAnswer RemoteAnswer(RecordedEntry entry, JsonElement response, AppCall call) => call.Path switch
    {
        "/actors/T/i0/method/err" => AppAnswer.Text(500, "text/plain", "boom"),
        "/actors/T/i0/method/nf" => AppAnswer.Text(404, "text/plain", ""),
        "/actors/T/i0/method/five" => AppAnswer.Text(200, "application/json", new string('x', 5 * 1024 * 1024)),
        _ => PlainCase.Replayed(response),
    };

    // SDK cases show what the SDK answered to each app call.
    private static AppAnswer SdkAnswer(RecordedEntry entry, JsonElement response, AppCall call)
    {
        var recorded = entry.AppCalls.First(candidate => Comparison.IsSame(candidate, call));
        return PlainCase.Replayed(recorded.GetProperty("answer"));
    }

    [GeneratedRegex(@"app returns (\d+) text/plain")]
    private static partial Regex GivenStatus();
}
