namespace SharedSequencer.Protocol;

/// <summary>What the core may ask to be woken for. Setting a timer again replaces it.</summary>
public enum CoreTimer
{
    /// <summary>Look again whether to propose (R13).</summary>
    Propose = 1,
}
