using SharedSequencer.Protocol;

namespace SharedSequencer.Ingress.Chain;

/// <summary>
/// The chain holds a batch under this ingress's key that its journal does not know. Going on would sign a second
/// batch with a sequence that was used, which is misbehaviour; so the process stops.
/// </summary>
internal sealed class ForeignBatchException(Lane lane, ulong sequence)
    : Exception($"batch {sequence} of lane {lane} was signed with this key but is not in this journal");
