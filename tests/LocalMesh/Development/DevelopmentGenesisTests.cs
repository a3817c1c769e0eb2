using SharedSequencer.Launcher.Development;
using SharedSequencer.Protocol;

namespace SharedSequencer.LocalMesh.Tests.Development;

public sealed class DevelopmentGenesisTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void It_survives_the_file_format_and_names_one_network()
    {
        var genesis = DevelopmentGenesis.Create("mesh", Start, [901, 902], new DevelopmentSize(4, SpareRollups: 3));
        var read = GenesisJson.Parse(GenesisJson.Write(genesis));

        Assert.Equal(genesis.NetworkId, read.NetworkId);
        Assert.Equal([901, 902, 10_000, 10_001, 10_002], read.Grants.Select(grant => grant.Rollup.Value));
    }

    [Fact]
    public void Owners_validator_and_ingress_are_different_people()
    {
        var genesis = DevelopmentGenesis.Create("mesh", Start, [901, 902], new DevelopmentSize(1, SpareRollups: 0));

        Assert.Distinct(
            genesis.Grants.Select(grant => grant.Owner)
                .Concat(genesis.Ingresses)
                .Append(genesis.Committee.Validators.Single().Address));
    }

    [Fact]
    public void A_development_key_is_the_hash_of_a_public_text()
    {
        using var key = DevelopmentKeys.Derive(DevelopmentRole.Validator, 1);
        var secret = Primitives.Keccak256.Hash("shared-sequencer development key validator 1"u8);

        using var same = Primitives.PrivateKey.FromBytes(secret.ToArray());
        Assert.Equal(same.Address, key.Address);
    }
}
