namespace SharedSequencer.Launcher.Bench;

/// <summary>How a load is sent.</summary>
/// <param name="Name">For progress and results.</param>
/// <param name="Connections">Connections, each with one request in flight.</param>
/// <param name="BatchSize">Transactions per request; 1 sends plain calls.</param>
/// <param name="Transactions">In all; a multiple of connections and batch size.</param>
internal sealed record LoadShape(string Name, int Connections, int BatchSize, int Transactions);
