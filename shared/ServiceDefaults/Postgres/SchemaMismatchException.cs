namespace SharedSequencer.ServiceDefaults;

/// <summary>The database has another past than the schema scripts tell.</summary>
public sealed class SchemaMismatchException : Exception
{
    /// <summary>Refuses the database.</summary>
    /// <param name="message">What does not fit.</param>
    public SchemaMismatchException(string message)
        : base(message)
    {
    }
}
