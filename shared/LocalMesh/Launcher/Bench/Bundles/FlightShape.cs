namespace SharedSequencer.Launcher.Bench;

/// <summary>How many bundles are under way at once, and how many each of so many users sends.</summary>
/// <param name="InFlight">Users; each sends its next bundle when the one before has come to its end.</param>
/// <param name="Inclusions">Bundles of inclusion mode of each user.</param>
/// <param name="Executions">Bundles of execution mode of each user.</param>
internal sealed record FlightShape(int InFlight, int Inclusions, int Executions);
