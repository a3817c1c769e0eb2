using Dapr.Actors;

namespace SharedSequencer.DaprConformance.Tests.Sdk;

/// <summary>The actor that the SDK cases call.</summary>
public interface ICounter : IActor
{
    Task<int> Add(int amount);

    Task<string> Echo(string text);

    Task Fail();

    Task<int> Nest(string other);

    Task<int> Slow(int milliseconds);

    Task<int> AddSlowly(int milliseconds);
}
