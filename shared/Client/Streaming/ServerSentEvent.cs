namespace SharedSequencer.Client;

/// <summary>One event of a <c>text/event-stream</c>.</summary>
/// <param name="Type">The event's type; "message" when it names none.</param>
/// <param name="Id">The id in force when it came.</param>
/// <param name="Content">Its lines of data, joined by line feeds.</param>
internal sealed record ServerSentEvent(string Type, string? Id, string Content);
