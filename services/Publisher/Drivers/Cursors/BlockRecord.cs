using SharedSequencer.Publisher.Drivers.EvmRpc;
using SharedSequencer.Publisher.Reporting;

namespace SharedSequencer.Publisher.Drivers.Cursors;

/// <summary>What is to be remembered of a driven block.</summary>
/// <param name="Block">The block and where the node stands after it.</param>
/// <param name="Reports">Its outcomes, to be published.</param>
/// <param name="Legs">How its bundle legs went.</param>
internal sealed record BlockRecord(
    DrivenBlock Block, IReadOnlyList<ExecutionReportRow> Reports, IReadOnlyList<ExecutedLeg> Legs);
