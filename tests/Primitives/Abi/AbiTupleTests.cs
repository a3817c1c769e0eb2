namespace SharedSequencer.Primitives.Tests.Abi;

/// <summary>The examples of the Solidity documentation, "Contract ABI Specification".</summary>
public sealed class AbiTupleTests
{
    [Fact]
    public void What_has_no_fixed_length_stands_behind_the_heads()
    {
        var call = new AbiTuple()
            .Add(0x123UL)
            .AddArray<ulong>([0x456, 0x789], static (array, element) => array.Add(element))
            .Add(Hash256.Parse("0x3132333435363738393000000000000000000000000000000000000000000000"))
            .Add("Hello, world!")
            .ToCall("f(uint256,uint32[],bytes10,bytes)");

        Assert.Equal(
            "0x8be65246"
            + "0000000000000000000000000000000000000000000000000000000000000123"
            + "0000000000000000000000000000000000000000000000000000000000000080"
            + "3132333435363738393000000000000000000000000000000000000000000000"
            + "00000000000000000000000000000000000000000000000000000000000000e0"
            + "0000000000000000000000000000000000000000000000000000000000000002"
            + "0000000000000000000000000000000000000000000000000000000000000456"
            + "0000000000000000000000000000000000000000000000000000000000000789"
            + "000000000000000000000000000000000000000000000000000000000000000d"
            + "48656c6c6f2c20776f726c642100000000000000000000000000000000000000",
            Hex.Encode(call));
    }

    [Fact]
    public void Arrays_of_arrays_and_of_texts_count_from_behind_their_length()
    {
        ulong[][] numbers = [[1, 2], [3]];
        string[] texts = ["one", "two", "three"];

        var call = new AbiTuple()
            .AddArray(numbers, static (outer, inner) => outer.AddArray(inner, static (array, element) => array.Add(element)))
            .AddArray(texts, static (array, element) => array.Add(element))
            .ToCall("g(uint256[][],string[])");

        Assert.Equal(
            "0x2289b18c"
            + "0000000000000000000000000000000000000000000000000000000000000040"
            + "0000000000000000000000000000000000000000000000000000000000000140"
            + "0000000000000000000000000000000000000000000000000000000000000002"
            + "0000000000000000000000000000000000000000000000000000000000000040"
            + "00000000000000000000000000000000000000000000000000000000000000a0"
            + "0000000000000000000000000000000000000000000000000000000000000002"
            + "0000000000000000000000000000000000000000000000000000000000000001"
            + "0000000000000000000000000000000000000000000000000000000000000002"
            + "0000000000000000000000000000000000000000000000000000000000000001"
            + "0000000000000000000000000000000000000000000000000000000000000003"
            + "0000000000000000000000000000000000000000000000000000000000000003"
            + "0000000000000000000000000000000000000000000000000000000000000060"
            + "00000000000000000000000000000000000000000000000000000000000000a0"
            + "00000000000000000000000000000000000000000000000000000000000000e0"
            + "0000000000000000000000000000000000000000000000000000000000000003"
            + "6f6e650000000000000000000000000000000000000000000000000000000000"
            + "0000000000000000000000000000000000000000000000000000000000000003"
            + "74776f0000000000000000000000000000000000000000000000000000000000"
            + "0000000000000000000000000000000000000000000000000000000000000005"
            + "7468726565000000000000000000000000000000000000000000000000000000",
            Hex.Encode(call));
    }

    [Fact]
    public void A_structure_stands_in_place_unless_one_of_its_values_has_no_fixed_length()
    {
        var fixedLength = new AbiTuple().Add(new AbiTuple().Add(1UL).Add(2UL)).Add(3UL);
        var dynamic = new AbiTuple().Add(new AbiTuple().Add(1UL).Add("")).Add(3UL);

        Assert.False(fixedLength.IsDynamic);
        Assert.Equal([1, 2, 3], WordsOf(fixedLength));
        Assert.Equal([0x40, 3, 1, 0x40, 0], WordsOf(dynamic));
    }

    [Fact]
    public void An_element_is_one_value() => Assert.Throws<ArgumentException>(
        () => new AbiTuple().AddArray<ulong>([1], static (array, element) => array.Add(element).Add(element)));

    private static IEnumerable<int> WordsOf(AbiTuple tuple) => tuple.Encode().Chunk(AbiTuple.WordSize).Select(word => (int)word[^1]);
}
