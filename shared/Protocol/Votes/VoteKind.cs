namespace SharedSequencer.Protocol;

/// <summary>The three votes of Simplex (R14–R18). The numbers are signed.</summary>
public enum VoteKind : byte
{
    /// <summary>"This proposal is right"; its certificate, a Notarization, lets others build on the block.</summary>
    Notarize = 1,

    /// <summary>"This view may be skipped"; its certificate is a Nullification.</summary>
    Nullify = 2,

    /// <summary>"I notarized and never nullified"; its certificate, a Finalization, makes the block final.</summary>
    Finalize = 3,
}
