using System.Globalization;

namespace SharedSequencer.Launcher.Bench;

/// <summary>The metrics of a service, in the text format of Prometheus.</summary>
internal sealed class MetricsPage(string text)
{
    /// <summary>The sum of all series of a metric that have this label; 0 where there is none.</summary>
    /// <param name="name">Name of the metric as it stands on the page.</param>
    /// <param name="labels">Parts of the labels, as <c>state="Included"</c>.</param>
    public double Sum(string name, params ReadOnlySpan<string> labels)
    {
        var sum = 0.0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (!line.StartsWith(name, StringComparison.Ordinal) || line[name.Length..] is not ['{' or ' ', ..] rest)
                continue;
            if (HasAll(rest, labels))
                sum += double.Parse(ValueOf(rest), CultureInfo.InvariantCulture);
        }

        return sum;
    }

    private static bool HasAll(ReadOnlySpan<char> series, ReadOnlySpan<string> labels)
    {
        foreach (var label in labels)
        {
            if (!series.Contains(label, StringComparison.Ordinal))
                return false;
        }

        return true;
    }

    /// <summary>The first word behind the labels; a time may follow.</summary>
    private static ReadOnlySpan<char> ValueOf(ReadOnlySpan<char> series)
    {
        var value = series[(series.LastIndexOf('}') + 1)..].Trim();
        return value.IndexOf(' ') is var end and >= 0 ? value[..end] : value;
    }
}
