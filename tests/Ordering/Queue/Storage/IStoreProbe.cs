using Dapr.Actors;

namespace SharedSequencer.Ordering.Tests.Queue.Storage;

/// <summary>An actor whose turns the tests write.</summary>
public interface IStoreProbe : IActor
{
    /// <summary>Runs the turn that the test has left under this key.</summary>
    Task Run(string key);
}
