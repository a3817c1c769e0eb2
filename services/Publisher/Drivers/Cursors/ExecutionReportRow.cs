namespace SharedSequencer.Publisher.Drivers.Cursors;

/// <summary>A row of <c>execution_reports</c>: one message that is still to be published.</summary>
internal sealed class ExecutionReportRow
{
    /// <summary>Given by the database, ascending.</summary>
    public long Id { get; init; }

    /// <summary>The message as JSON.</summary>
    public required byte[] Payload { get; init; }

    /// <summary>W3C context of the work that made it, so that the trace goes on.</summary>
    public string? TraceParent { get; init; }
}
