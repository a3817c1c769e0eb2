namespace SharedSequencer.Simulation.Tests.Scenarios;

/// <summary>A Byzantine validator and one of its habits.</summary>
/// <param name="Seat">Whose.</param>
/// <param name="Habit">Which, by its name in <see cref="Byzantine.Habits"/>.</param>
internal sealed record HabitPlan(int Seat, string Habit)
{
    public override string ToString() => $"v{Seat} {Habit}";
}
