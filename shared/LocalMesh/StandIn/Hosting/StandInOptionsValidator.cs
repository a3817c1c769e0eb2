using System.ComponentModel.DataAnnotations;

namespace SharedSequencer.StandIn.Hosting;

/// <summary>Checks the configuration as a whole and reports everything wrong at once.</summary>
internal static class StandInOptionsValidator
{
    public static IReadOnlyList<string> Check(StandInOptions options)
    {
        var faults = new List<string>();
        Annotations(options, "", faults);
        for (var index = 0; index < options.Apps.Count; index++)
            Annotations(options.Apps[index], $"Apps:{index}: ", faults);
        faults.AddRange(Repeated(options.Apps.Select(app => app.AppId), "app id"));
        var ports = options.Apps.SelectMany(app => new[] { app.HttpPort, app.GrpcPort }).Append(options.AdminPort);
        faults.AddRange(Repeated(ports.Where(port => port != 0), "port"));
        if (options.ComponentsFolder is { } folder && !Directory.Exists(folder))
            faults.Add($"ComponentsFolder: {folder} does not exist");
        return faults;
    }

    private static void Annotations(object options, string place, List<string> faults)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true);
        faults.AddRange(results.Select(result => place + result.ErrorMessage));
    }

    private static IEnumerable<string> Repeated<T>(IEnumerable<T> values, string what) =>
        values.GroupBy(value => value).Where(group => group.Count() > 1).Select(group => $"{what} {group.Key} is given twice");
}
