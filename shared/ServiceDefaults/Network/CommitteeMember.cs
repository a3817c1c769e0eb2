using System.Globalization;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.ServiceDefaults;

/// <summary>How settings name a member of the committee.</summary>
public static class CommitteeMember
{
    /// <summary>Finds a member by its seat (<c>0</c>, <c>1</c>, …) or address (<c>0x…</c>).</summary>
    public static bool TryFind(Committee committee, string name, out ValidatorIndex member)
    {
        ArgumentNullException.ThrowIfNull(committee);
        if (ushort.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var seat))
        {
            member = new ValidatorIndex(seat);
            return committee.Contains(member);
        }

        member = default;
        return Address.TryParse(name, out var address) && committee.TryFind(address, out member);
    }
}
