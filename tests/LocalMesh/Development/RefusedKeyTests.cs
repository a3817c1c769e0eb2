using SharedSequencer.Launcher.Development;
using Refused = SharedSequencer.ServiceDefaults.DevelopmentKeys;

namespace SharedSequencer.LocalMesh.Tests.Development;

/// <summary>The launcher derives the keys, the services refuse them elsewhere; neither may refer to the other.</summary>
public sealed class RefusedKeyTests
{
    [Theory]
    [InlineData(DevelopmentRole.Validator)]
    [InlineData(DevelopmentRole.Ingress)]
    [InlineData(DevelopmentRole.Reporter)]
    [InlineData(DevelopmentRole.Owner)]
    [InlineData(DevelopmentRole.Account)]
    public void Services_recognise_the_keys_that_the_launcher_writes(DevelopmentRole role) => Assert.All(
        Enumerable.Range(0, Refused.NumbersPerRole),
        number => Assert.True(Refused.Contains(DevelopmentKeys.AddressOf(role, (ulong)number))));

    [Fact]
    public void No_role_is_forgotten() => Assert.Equal(
        Enum.GetNames<DevelopmentRole>().Select(role => role.ToLowerInvariant()).Order(), Refused.Roles.Order());
}
