namespace SharedSequencer.ServiceDefaults;

/// <summary>The schema scripts of a service, in order.</summary>
/// <param name="All">Ascending by number.</param>
internal sealed record SchemaScripts(IReadOnlyList<SqlScript> All);
