using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>Reports each fault once: repeats of the same two statements are no news. Bounded; the oldest is forgotten first.</summary>
internal sealed class EvidenceLog(CoreContext context)
{
    private const int Most = 1_024;

    private readonly HashSet<(Hash256 First, Hash256 Second)> _known = [];
    private readonly Queue<(Hash256 First, Hash256 Second)> _byAge = new();

    /// <summary>Reports evidence under the names of the two statements.</summary>
    internal void Report(Evidence evidence, Hash256 first, Hash256 second)
    {
        if (!_known.Add((first, second)))
        {
            return;
        }

        _byAge.Enqueue((first, second));
        if (_byAge.Count > Most)
        {
            _known.Remove(_byAge.Dequeue());
        }

        context.Emit(new CoreEffect.ReportEvidence(evidence));
    }
}
