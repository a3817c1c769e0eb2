using Microsoft.Extensions.Options;

namespace SharedSequencer.ServiceDefaults;

/// <summary>Binds and validates one options type, and tells what is wrong under the name of its section.</summary>
internal sealed class OptionsCheck<TOptions>(string section, IOptions<TOptions> options) : IStartupCheck
    where TOptions : class
{
    public IEnumerable<string> FindProblems()
    {
        try
        {
            _ = options.Value;
            return [];
        }
        catch (OptionsValidationException invalid)
        {
            return [.. invalid.Failures.Select(Named)];
        }
        catch (InvalidOperationException unbindable)
        {
            return [Named(unbindable.Message)];
        }
    }

    private string Named(string failure) => section.Length == 0 ? failure : $"{section}: {failure}";
}
