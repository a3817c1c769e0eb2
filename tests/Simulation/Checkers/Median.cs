using SharedSequencer.Protocol;

namespace SharedSequencer.Simulation.Tests.Checkers;

/// <summary>The time of a certificate (R4), worked out by counting, not by walking.</summary>
internal static class Median
{
    /// <summary>The earliest arrival by which at least half of the certificate's weight had the batch.</summary>
    public static ulong Of(Certificate certificate, Seats seats)
    {
        var total = seats.WeightOf(certificate.Entries.Select(entry => (int)entry.Validator.Value));
        return certificate.Entries
            .Select(entry => entry.Arrival.Milliseconds)
            .Where(arrival => 2 * WeightUntil(certificate, arrival, seats) >= total)
            .Min();
    }

    private static ulong WeightUntil(Certificate certificate, ulong moment, Seats seats) => seats.WeightOf(
        from entry in certificate.Entries
        where entry.Arrival.Milliseconds <= moment
        select (int)entry.Validator.Value);
}
