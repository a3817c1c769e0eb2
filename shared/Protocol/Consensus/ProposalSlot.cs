namespace SharedSequencer.Protocol;

/// <summary>What a leader fixes before it proposes.</summary>
internal readonly record struct ProposalSlot(View View, ValidatorIndex Leader, ChainTime Timestamp);
