using SharedSequencer.Primitives;

namespace SharedSequencer.Client;

/// <summary>What is sent to an ERC-20 token; minting is of the demo's token alone.</summary>
public static class TokenCalls
{
    /// <summary>The arguments of the demo token's constructor, which follow the bytecode.</summary>
    public static byte[] Constructor(string name, string symbol) => new AbiTuple().Add(name).Add(symbol).Encode();

    /// <summary>Makes tokens out of nothing.</summary>
    /// <param name="account">Who gets them.</param>
    /// <param name="amount">In the token's smallest unit.</param>
    public static byte[] Mint(Address account, UInt256 amount) =>
        new AbiTuple().Add(account).Add(amount).ToCall("mint(address,uint256)");

    /// <summary>Lets somebody take tokens of the sender.</summary>
    /// <param name="spender">Who may.</param>
    /// <param name="amount">How many at most, in the token's smallest unit.</param>
    public static byte[] Approve(Address spender, UInt256 amount) =>
        new AbiTuple().Add(spender).Add(amount).ToCall("approve(address,uint256)");

    /// <summary>Asks how many tokens an account has.</summary>
    public static byte[] BalanceOf(Address account) => new AbiTuple().Add(account).ToCall("balanceOf(address)");
}
