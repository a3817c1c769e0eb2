using Microsoft.Extensions.DependencyInjection.Extensions;
using SharedSequencer.Ordering.Journal;
using SharedSequencer.Ordering.Validator;
using SharedSequencer.ServiceDefaults;

namespace SharedSequencer.Ordering.Development;

/// <summary>Puts the faults that are asked for between the validator and its clock and disk.</summary>
internal static class DevelopmentFaults
{
    public static void AddDevelopmentFaults(this WebApplicationBuilder builder)
    {
        builder.AddValidatedOptions<DevelopmentOptions>("Ordering:Development");
        builder.Services.AddSingleton<IStartupCheck, DevelopmentCheck>();
        // Whether a fault is on is read here, its value where it is used: a wrong one is told by the start checks.
        if (builder.Configuration["Ordering:Development:ClockOffsetMs"] is not (null or "0"))
        {
            builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(provider => new SkewedTime(
                TimeProvider.System,
                TimeSpan.FromMilliseconds(provider.GetRequiredService<DevelopmentOptions>().ClockOffsetMs))));
        }
    }

    /// <summary>The journal as the loop sees it.</summary>
    public static IJournal JournalOf(IServiceProvider provider)
    {
        var session = provider.GetRequiredService<JournalSession>();
        var faults = provider.GetRequiredService<DevelopmentOptions>();
        if (faults.IsOn)
        {
            provider.GetRequiredService<ILogger<ValidatorHost>>()
                .FaultsOn(faults.JournalDelayMs, faults.ClockOffsetMs);
        }

        return faults.JournalDelayMs == 0
            ? session
            : new SlowJournal(
                session,
                TimeSpan.FromMilliseconds(faults.JournalDelayMs),
                provider.GetRequiredService<TimeProvider>());
    }
}
