using SharedSequencer.Protocol;

namespace SharedSequencer.Ingress.Bundles;

/// <summary>Reads the preconditions of a leg; a field of another assertion is as wrong as a missing one.</summary>
internal static class PreconditionsReader
{
    public static Preconditions Read(PreconditionsBody body, int leg, BundleFields fields)
    {
        var at = $"legs[{leg}].preconditions";
        return new Preconditions
        {
            MinBlock = fields.OptionalNumber($"{at}.minBlock", body.MinBlock),
            MaxBlock = fields.OptionalNumber($"{at}.maxBlock", body.MaxBlock),
            Slack = fields.OptionalNumber($"{at}.slack", body.Slack),
            Nonces = ReadAll(body.Nonces, $"{at}.nonces", fields, static (name, one, fields) =>
            {
                if (one is not { Slot: null, Value: null, Least: null }) fields.Refuse(name);
                return new NonceIs(fields.Address($"{name}.account", one.Account), fields.Number($"{name}.nonce", one.Nonce));
            }),
            Storage = ReadAll(body.Storage, $"{at}.storage", fields, static (name, one, fields) =>
            {
                if (one is not { Nonce: null, Least: null }) fields.Refuse(name);
                return new StorageIs(
                    fields.Address($"{name}.account", one.Account), fields.Hash($"{name}.slot", one.Slot),
                    fields.Hash($"{name}.value", one.Value));
            }),
            Balances = ReadAll(body.Balances, $"{at}.balances", fields, static (name, one, fields) =>
            {
                if (one is not { Nonce: null, Slot: null, Value: null }) fields.Refuse(name);
                return new BalanceIs(fields.Address($"{name}.account", one.Account), fields.Amount($"{name}.least", one.Least));
            }),
        };
    }

    private static List<T> ReadAll<T>(
        IReadOnlyList<AssertionBody?>? bodies, string at, BundleFields fields, Func<string, AssertionBody, BundleFields, T> read)
    {
        var all = new List<T>();
        foreach (var body in bodies ?? [])
        {
            if (body is null) fields.Refuse($"{at}[{all.Count}]");
            else all.Add(read($"{at}[{all.Count}]", body, fields));
        }
        return all;
    }
}
