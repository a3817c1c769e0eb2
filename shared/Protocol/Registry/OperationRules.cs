namespace SharedSequencer.Protocol;

/// <summary>
/// What a registry operation does (R24). One function serves the expansion of blocks and an ingress that tells an
/// owner early why an operation would fail.
/// </summary>
public static class OperationRules
{
    /// <summary>Applies an operation to a registry.</summary>
    /// <param name="registry">The registry before.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="genesis">Network, committee and the grants listed at genesis.</param>
    /// <param name="result">The registry after; the same one unless <see cref="OutcomeCode.Applied"/>.</param>
    public static OutcomeCode Apply(
        RollupRegistry registry, RollupOperation operation, Genesis genesis, out RollupRegistry result)
    {
        ArgumentNullException.ThrowIfNull(registry);
        ArgumentNullException.ThrowIfNull(operation);
        ArgumentNullException.ThrowIfNull(genesis);
        result = registry;
        if (operation.Network != genesis.NetworkId)
        {
            return OutcomeCode.WrongNetwork;
        }

        var known = registry.TryGet(operation.Rollup, out var record);
        var code = known ? CheckKnown(record!, operation) : CheckFirst(registry, operation, genesis);
        if (code == OutcomeCode.Applied)
        {
            result = registry.With(Change(record, operation));
        }

        return code;
    }

    private static OutcomeCode CheckFirst(RollupRegistry registry, RollupOperation operation, Genesis genesis)
    {
        if (operation.Kind != OperationKind.Register)
        {
            return OutcomeCode.RollupInactive;
        }

        if (!operation.TryRecoverSigner(out var signer) || signer != operation.Owner)
        {
            return OutcomeCode.BadSignature;
        }

        if (operation.Nonce != 1)
        {
            return OutcomeCode.BadNonce;
        }

        if (registry.TryGetByChainId(operation.ChainId, out _))
        {
            return OutcomeCode.ChainIdTaken;
        }

        return IsGranted(operation, genesis) ? OutcomeCode.Applied : OutcomeCode.NoGrant;
    }

    private static OutcomeCode CheckKnown(RollupRecord record, RollupOperation operation)
    {
        if (!operation.TryRecoverSigner(out var signer) || signer != record.Owner)
        {
            return OutcomeCode.BadSignature;
        }

        if (operation.Nonce != record.Nonce + 1)
        {
            return OutcomeCode.BadNonce;
        }

        var consistent = operation.ChainId == record.ChainId
            && (operation.Kind == OperationKind.Update || operation.Owner == record.Owner)
            && (operation.Kind != OperationKind.Leave || operation.Reporter == default);
        if (!consistent)
        {
            return OutcomeCode.Malformed;
        }

        return (operation.Kind, record.IsActive) switch
        {
            (OperationKind.Register, true) => OutcomeCode.AlreadyRegistered,
            (OperationKind.Update or OperationKind.Leave, false) => OutcomeCode.RollupInactive,
            _ => OutcomeCode.Applied,
        };
    }

    private static bool IsGranted(RollupOperation operation, Genesis genesis)
    {
        var grant = new RollupGrant(operation.Rollup, operation.ChainId, operation.Owner);
        return genesis.Grants.Contains(grant)
            || (operation.Grant?.Proves(grant, genesis.Committee, genesis.NetworkId) ?? false);
    }

    private static RollupRecord Change(RollupRecord? record, RollupOperation operation)
    {
        var status = operation.Kind == OperationKind.Leave ? RollupStatus.Left : RollupStatus.Active;
        if (record is null)
        {
            return new RollupRecord
            {
                Rollup = operation.Rollup,
                ChainId = operation.ChainId,
                Owner = operation.Owner,
                Reporter = operation.Reporter,
                Nonce = operation.Nonce,
                Head = new RollupHead(operation.Rollup, 0, default, status),
            };
        }

        return record.At(record.Head with { Status = status }) with
        {
            Owner = operation.Owner,
            Reporter = operation.Kind == OperationKind.Leave ? record.Reporter : operation.Reporter,
            Nonce = operation.Nonce,
        };
    }
}
