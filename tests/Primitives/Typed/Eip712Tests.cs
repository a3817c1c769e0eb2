namespace SharedSequencer.Primitives.Tests.Typed;

public sealed class Eip712Tests
{
    /// <summary>The example of EIP-712 itself (assets/eip-712/Example.js).</summary>
    [Fact]
    public void The_mail_of_the_standard_has_its_published_hashes()
    {
        const string person = "Person(string name,address wallet)";
        var separator = new Eip712Struct(Eip712Struct.TypeHash(
                "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"))
            .AddString("Ether Mail").AddString("1").Add(1UL)
            .Add(Address.Parse("0xCcCCccccCCCCcCCCCCCcCcCccCcCCCcCcccccccC"))
            .Hash();
        const string letter = "Mail(Person from,Person to,string contents)" + person;
        var mail = new Eip712Struct(Eip712Struct.TypeHash(letter))
            .Add(Person("Cow", "0xCD2a3d9F938E13CD947Ec05AbC7FE734Df8DD826"))
            .Add(Person("Bob", "0xbBbBBBBbbBBBbbbBbbBbbbbBBbBbbbbBbBbbBBbB"))
            .AddString("Hello, Bob!")
            .Hash();

        Assert.Equal(
            "0xf2cee375fa42b42143804025fc449deafd50cc031ca257e0b194a650a912090f", separator.ToString());
        Assert.Equal("0xc52c0ee5d84264471806290a3f2c4cecfc5490626bf912d01f240d7a274b371e", mail.ToString());
        var digest = Eip712Struct.Digest(separator, mail);
        Assert.Equal("0xbe609aee343fb3c4b28e1df9e632fca64fcfaede20f02e86244efddf30957bd2", digest.ToString());

        using var cow = PrivateKey.FromBytes(Keccak256.Hash("cow"u8).ToArray());
        Assert.Equal("0xcd2a3d9f938e13cd947ec05abc7fe734df8dd826", cow.Address.ToString());
        Assert.Equal(
            "0x4355c47d63924e8a72e509b65029052eb6c299d53a04e167c5775fd466751c9d"
            + "07299936d304c153f6443dfa05f40ff007d72911b6f72307f996231605b915621c",
            cow.Sign(digest).ToString());

        Hash256 Person(string name, string wallet) =>
            new Eip712Struct(Eip712Struct.TypeHash(person)).AddString(name).Add(Address.Parse(wallet)).Hash();
    }

    [Fact]
    public void An_array_is_hashed_element_by_element_and_an_array_of_arrays_by_their_hashes()
    {
        var (one, two) = (Keccak256.Hash([1]), Keccak256.Hash([2]));
        var type = Eip712Struct.TypeHash("Batch(bytes[][] items)");

        Assert.Equal(Keccak256.OfEmpty, Eip712Struct.ArrayHash([]));
        Assert.Equal(Keccak256.Hash([.. one.ToArray(), .. two.ToArray()]), Eip712Struct.ArrayHash([one, two]));
        Assert.NotEqual(Cut([one, two], []), Cut([one], [two]));
        Assert.Equal(new Eip712Struct(type).Add(Eip712Struct.ArrayHash([one])).Hash(), new Eip712Struct(type).AddArray([one]).Hash());

        Hash256 Cut(Hash256[] first, Hash256[] second) => new Eip712Struct(type)
            .AddArray([Eip712Struct.ArrayHash(first), Eip712Struct.ArrayHash(second)]).Hash();
    }
}
