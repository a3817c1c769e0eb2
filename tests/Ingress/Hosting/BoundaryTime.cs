using Microsoft.Extensions.Time.Testing;

namespace SharedSequencer.Ingress.Tests.Hosting;

/// <summary>A clock that runs something whenever the code under test looks at it.</summary>
internal sealed class BoundaryTime : FakeTimeProvider
{
    public Action Between { get; set; } = static () => { };

    public override DateTimeOffset GetUtcNow()
    {
        Between();
        return base.GetUtcNow();
    }
}
