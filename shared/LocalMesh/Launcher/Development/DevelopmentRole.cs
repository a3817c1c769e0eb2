namespace SharedSequencer.Launcher.Development;

/// <summary>What a development key is for.</summary>
public enum DevelopmentRole
{
    /// <summary>Votes in the committee.</summary>
    Validator,

    /// <summary>Seals batches and signs receipts.</summary>
    Ingress,

    /// <summary>Signs health reports, and what is attested and reported of rollups to bundles.</summary>
    Reporter,

    /// <summary>Owns a rollup: registers, changes and removes it.</summary>
    Owner,

    /// <summary>A user with funds on the demo rollups.</summary>
    Account,
}
