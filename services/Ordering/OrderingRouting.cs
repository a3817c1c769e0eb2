using SharedSequencer.Ordering.Blocks;
using SharedSequencer.Ordering.Delivery;
using SharedSequencer.Ordering.Misbehaviour;
using SharedSequencer.Ordering.Peers;
using SharedSequencer.Ordering.Submission;
using SharedSequencer.ServiceDefaults;

namespace SharedSequencer.Ordering;

/// <summary>Maps the routes of the roles that the process has.</summary>
internal static class OrderingRouting
{
    public static WebApplication MapOrdering(this WebApplication app)
    {
        app.MapPeers();
        app.MapSubmission();
        BlockEndpoints.Map(app);
        NetworkEndpoints.Map(app);
        EvidenceEndpoints.Map(app);
        if (OrderingServices.RolesOf(app.Configuration).HasFlag(OrderingRoles.Queue))
        {
            BatchSubscription.Map(app);
            LaneEndpoints.Map(app);
            ArchiveEndpoints.Map(app);
            app.MapActorsHandlers().WithMetadata(SidecarOnly.Instance);
        }

        return app;
    }
}
