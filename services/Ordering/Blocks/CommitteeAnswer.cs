using System.Text.Json.Serialization;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ordering.Blocks;

/// <summary>The committee; numbers are decimal strings.</summary>
[JsonNumberHandling(JsonNumberHandling.WriteAsString)]
internal sealed record CommitteeAnswer(
    ulong Epoch, ulong TotalWeight, ulong Quorum, IReadOnlyList<MemberAnswer> Validators)
{
    public static CommitteeAnswer Of(Committee committee) => new(
        committee.Epoch.Value,
        committee.TotalWeight,
        committee.Quorum,
        [.. committee.Validators.Select(
            member => new MemberAnswer(member.Address.ToString(), member.Weight))]);
}
