using Microsoft.EntityFrameworkCore;
using SharedSequencer.Messages;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using SharedSequencer.Publisher.Archive;
using SharedSequencer.Publisher.Drivers;
using SharedSequencer.Publisher.Drivers.Cursors;
using SharedSequencer.Publisher.Drivers.EvmRpc;

namespace SharedSequencer.Publisher.Reporting;

/// <summary>
/// Attests the preconditions of legs: on the state after the rollup block that the driver has executed last, which the
/// node is asked for by the hash of its own block.
/// </summary>
internal sealed class Attestor(
    ReporterKey reporter,
    RollupNodes nodes,
    ArchiveHeads heads,
    ArchiveReader archive,
    IDbContextFactory<DriverContext> contexts,
    Telemetry telemetry) : IDisposable
{
    /// <summary>Bundles are cheap to make and may ask for a thousand values: drivers and reports come first at the nodes.</summary>
    private const int AtOnce = 2;

    private readonly SemaphoreSlim _turns = new(AtOnce);

    /// <summary>Attests or refuses each leg of a bundle that has preconditions.</summary>
    public async Task<ReporterAttestations> AttestAsync(Bundle bundle, CancellationToken cancellationToken)
    {
        var attestations = new List<string>();
        var refusals = new List<AttestationRefusal>();
        for (var leg = 0; leg < bundle.Legs.Count; leg++)
        {
            if (bundle.Legs[leg].Preconditions is not { } preconditions) continue;
            var (attestation, refusal) = await AttestInTurnAsync(bundle, (byte)leg, preconditions, cancellationToken);
            if (attestation is not null) attestations.Add(Hex.Encode(attestation.Encode()));
            if (refusal is not null) refusals.Add(refusal);
            telemetry.Attested(bundle.Terms.Legs[leg].Rollup, refusal?.Code ?? "attested");
        }

        return new ReporterAttestations(attestations, refusals);
    }

    public void Dispose() => _turns.Dispose();

    private async Task<(Attestation?, AttestationRefusal?)> AttestInTurnAsync(
        Bundle bundle, byte leg, Preconditions preconditions, CancellationToken cancellationToken)
    {
        await _turns.WaitAsync(cancellationToken);
        try
        {
            return await AttestAsync(bundle, leg, preconditions, cancellationToken);
        }
        finally
        {
            _turns.Release();
        }
    }

    private async Task<(Attestation?, AttestationRefusal?)> AttestAsync(
        Bundle bundle, byte leg, Preconditions preconditions, CancellationToken cancellationToken)
    {
        (Attestation?, AttestationRefusal?) Refuse(string code, string reason) => (null, new(leg, code, reason));
        var rollup = bundle.Terms.Legs[leg].Rollup;
        if (FindWhyNotReporter(rollup) is { } stranger) return Refuse(AttestationRefusal.NotReporter, stranger);
        if (await CursorAsync(rollup, cancellationToken) is not { } cursor
            || nodes.StateOf(rollup, cursor.Position.Hash) is not { } state)
            return Refuse(AttestationRefusal.NodeUnavailable, "The node has not been driven yet.");
        if (await HashAsync(rollup, cursor.Number, cancellationToken) is not { } hash)
            return Refuse(AttestationRefusal.NodeUnavailable, "The rollup block that the node holds is not archived.");

        try
        {
            var unfulfilled = await PreconditionReader.FindUnfulfilledAsync(preconditions, state, cancellationToken);
            return unfulfilled is null
                ? (Sign(bundle, leg, cursor.Number, hash), null)
                : Refuse(AttestationRefusal.NotFulfilled, unfulfilled);
        }
        catch (NodeException problem)
        {
            return Refuse(AttestationRefusal.NodeUnavailable, problem.Message);
        }
    }

    private string? FindWhyNotReporter(RollupId rollup) => this switch
    {
        _ when reporter.Key is null => "This publisher has no reporter key.",
        _ when !nodes.Rollups.Contains(rollup) => $"This publisher does not drive rollup {rollup}.",
        _ when heads.Head?.Registry.TryGet(rollup, out var record) != true || !reporter.Is(record!.Reporter) =>
            $"Rollup {rollup} does not name {reporter.Key!.Address} as its reporter.",
        _ => null,
    };

    private Task<DrivenBlock?> CursorAsync(RollupId rollup, CancellationToken cancellationToken) =>
        new DriverStore(contexts, rollup).LastAsync(cancellationToken);

    private async Task<Hash256?> HashAsync(RollupId rollup, ulong number, CancellationToken cancellationToken)
    {
        if (number == 0) return Hash256.Zero;
        if (heads.TryGet(rollup, out var head) && head!.Number == number) return head.Hash;
        return await archive.RollupBlockAsync(rollup, number, cancellationToken) is { } archived
            && RollupBlockProof.TryDecode(archived.Proof, out var proof)
                ? proof.RollupBlock.Hash
                : null;
    }

    private Attestation Sign(Bundle bundle, byte leg, ulong number, in Hash256 hash) => new Attestation
    {
        Network = bundle.Terms.Network,
        Bundle = bundle.Id,
        Leg = leg,
        Rollup = bundle.Terms.Legs[leg].Rollup,
        Number = number,
        Hash = hash,
    }.SignedBy(reporter.Key!);
}
