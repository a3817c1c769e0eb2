namespace SharedSequencer.Protocol;

/// <summary>A proposal that is here, and how far its check has come (R14).</summary>
internal sealed class HeardProposal(Proposal proposal, Instant arrival)
{
    internal Proposal Proposal { get; } = proposal;

    internal Block Block => Proposal.Block;

    /// <summary>When it came; lateness and completeness are judged at this moment.</summary>
    internal Instant Arrival { get; } = arrival;

    /// <summary>The block with its state, once everything it needs was here and it was found right.</summary>
    internal Candidate? Candidate { get; set; }

    /// <summary>What anyone can say against it.</summary>
    internal BlockFault Fault { get; set; }

    /// <summary>Whether its check still waits for something.</summary>
    internal bool IsOpen => Candidate is null && Fault == BlockFault.None;
}
