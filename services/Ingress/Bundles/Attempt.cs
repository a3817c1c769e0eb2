using System.Diagnostics.CodeAnalysis;

namespace SharedSequencer.Ingress.Bundles;

/// <summary>What was asked for, or why it was not had.</summary>
internal readonly struct Attempt<T>
    where T : class
{
    private Attempt(T? value, BundleProblem? problem)
    {
        Value = value;
        Problem = problem;
    }

    public T? Value { get; }

    public BundleProblem? Problem { get; }

    public static implicit operator Attempt<T>(T value) => new(value, null);

    public static implicit operator Attempt<T>(BundleProblem problem) => new(null, problem);

    public bool TryGet([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out BundleProblem? problem)
    {
        value = Value;
        problem = Problem;
        return value is not null;
    }
}
