using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using SharedSequencer.ServiceDefaults;

namespace SharedSequencer.Ordering.Submission;

/// <summary>Registers what ingresses of other operators may use.</summary>
internal static class SubmissionServices
{
    public static void AddSubmission(this WebApplicationBuilder builder)
    {
        builder.AddValidatedOptions<SubmissionOptions>("Ordering:Submission");
        builder.Services.AddSingleton<IngressShares>();
        builder.Services.AddSingleton<SubmissionDesk>();
        builder.Services.AddSingleton<IConfigureOptions<KestrelServerOptions>, SubmitPort>();
    }

    public static void MapSubmission(this WebApplication app)
    {
        app.UseMiddleware<SubmitPortMiddleware>();
        SubmissionEndpoint.Map(app);
    }
}
