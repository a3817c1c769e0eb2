using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace SharedSequencer.ServiceDefaults;

/// <summary>Options that are checked before the service starts.</summary>
public static class ValidatedOptionsExtensions
{
    /// <summary>
    /// Binds a section, checks its data annotations and every registered <see cref="IValidateOptions{TOptions}"/>
    /// at start, and makes the value injectable as itself and as <see cref="IOptions{TOptions}"/>.
    /// </summary>
    /// <typeparam name="TOptions">The options type.</typeparam>
    /// <param name="builder">The application being built.</param>
    /// <param name="section">Configuration section; nested ones joined by a colon. Empty binds the root.</param>
    public static OptionsBuilder<TOptions> AddValidatedOptions<TOptions>(
        this IHostApplicationBuilder builder, string section)
        where TOptions : class
    {
        builder.Services.AddSingleton(services => services.GetRequiredService<IOptions<TOptions>>().Value);
        builder.Services.AddSingleton<IStartupCheck>(services =>
            new OptionsCheck<TOptions>(section, services.GetRequiredService<IOptions<TOptions>>()));
        return builder.Services.AddOptions<TOptions>().BindConfiguration(section).ValidateDataAnnotations();
    }

    /// <summary>As the other, with rules over several fields.</summary>
    /// <typeparam name="TOptions">The options type.</typeparam>
    /// <typeparam name="TValidator">The rules; tells all failures at once.</typeparam>
    /// <param name="builder">The application being built.</param>
    /// <param name="section">Configuration section; nested ones joined by a colon. Empty binds the root.</param>
    public static OptionsBuilder<TOptions> AddValidatedOptions<TOptions, TValidator>(
        this IHostApplicationBuilder builder, string section)
        where TOptions : class
        where TValidator : class, IValidateOptions<TOptions>
    {
        builder.Services.AddSingleton<IValidateOptions<TOptions>, TValidator>();
        return builder.AddValidatedOptions<TOptions>(section);
    }
}
