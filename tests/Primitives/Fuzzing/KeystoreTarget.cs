using System.Text;
using SharedSequencer.Primitives;

namespace SharedSequencer.Fuzzing;

/// <summary>Opens keystores whose derivation costs next to nothing; beside an address, only its key may come
/// out.</summary>
public sealed class KeystoreTarget : FuzzTarget
{
    private const int MaxCost = 4096;
    private const string Password = "secret";

    private const string Scrypt = """
        {"address":"19e7e376e7c213b7e7e7e46cc70a5dd086daff2a","version":3,"Crypto":{"cipher":"aes-128-ctr",
        "cipherparams":{"iv":"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"},
        "ciphertext":"1c44d2d9e78ff7aa0abeefe4b7b7936ebcde46171c23de05878affc08946a2db","kdf":"scrypt",
        "kdfparams":{"salt":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "n":2,"dklen":32,"p":1,"r":1},
        "mac":"7697a1e7cae9ec283205cad2e643191ef8b74a7881b1ea078111506509cb5798"}}
        """;

    private const string Pbkdf2 = """
        {"version":3,"crypto":{"cipher":"aes-128-ctr",
        "cipherparams":{"iv":"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"},
        "ciphertext":"df4298b31d9c53b35d837db127f1e55b977c566de3f3de8c93aa43ca969dcf37","kdf":"pbkdf2",
        "kdfparams":{"salt":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "c":1,"dklen":32,"prf":"hmac-sha256"},
        "mac":"04ddeea6fb44dc36498419cf2c379a77f2de29a4aa6b6932d80a0c7ec6a3739d"}}
        """;

    private static readonly Address Expected = Address.Parse("0x19e7e376e7c213b7e7e7e46cc70a5dd086daff2a");

    /// <inheritdoc/>
    public override string Name => "keystore";

    /// <inheritdoc/>
    public override IReadOnlyList<byte[]> Seeds { get; } =
        [Encoding.UTF8.GetBytes(Scrypt), Encoding.UTF8.GetBytes(Pbkdf2)];

    /// <inheritdoc/>
    public override string Run(byte[] input)
    {
        var json = Encoding.UTF8.GetString(input);
        var file = KeystoreFile.TryParse(json);
        if (file is not null && CostOf(file.Crypto.KdfParams) > MaxCost)
            return "expensive";
        var opened = Keystore.TryDecrypt(json, Password, out var key, out var error);
        Require(opened == (error == KeystoreError.None), "an error without refusal or the reverse");
        if (key is null)
            return error.ToString();
        // The format's MAC leaves out the iv, so only the address tells a key of a changed iv.
        var hasAddress = file?.Address is not null;
        Require(key.Address == Expected || !hasAddress, "another key came out of a changed keystore");
        key.Dispose();
        return hasAddress ? "opened" : "opened without address";
    }

    private static decimal CostOf(KeystoreFile.KdfSection parameters)
    {
        var (n, r, p) = (parameters.ScryptN ?? 1, parameters.ScryptR ?? 1, parameters.ScryptP ?? 1);
        return Math.Max(Math.Abs((decimal)n * r * p), parameters.Pbkdf2Rounds ?? 0);
    }
}
