namespace SharedSequencer.Launcher.Doctor;

internal enum FindingState
{
    Present,

    /// <summary>Missing, and the mesh runs without it.</summary>
    Optional,

    /// <summary>Missing, and the mesh does not run.</summary>
    Missing,
}
