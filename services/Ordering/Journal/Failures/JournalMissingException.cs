namespace SharedSequencer.Ordering.Journal;

/// <summary>There is no journal. Only an operator may say that none has ever been (R19).</summary>
internal sealed class JournalMissingException() : JournalException(
    "The database holds no journal. If this validator has never voted, create one with "
    + "Ordering:Journal:Init=true. If it has, restore the journal: a validator without memory can "
    + "contradict itself.");
